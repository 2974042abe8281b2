package dev.portalsdk.scaffolder.template;

/** What a name or key that is not there evaluates to; not the same as null. */
enum Undefined {
    UNDEFINED
}
