package dev.portalsdk.scaffolder.template;

/** Text that {@code escape} leaves alone: the result of {@code safe}, {@code escape} and macros. Like a string in everything else. */
record SafeText(String text) {
    @Override
    public String toString() {
        return text;
    }
}
