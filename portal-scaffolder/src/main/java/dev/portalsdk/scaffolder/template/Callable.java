package dev.portalsdk.scaffolder.template;

/** Something that a template can call: a macro, the body of a call block, a global function. */
@FunctionalInterface
interface Callable {
    Object call(Arguments arguments, Rendering rendering);
}
