package dev.portalsdk.scaffolder.action;

/** What actions without outputs give. */
public record NoOutput() {
    static final NoOutput NONE = new NoOutput();
}
