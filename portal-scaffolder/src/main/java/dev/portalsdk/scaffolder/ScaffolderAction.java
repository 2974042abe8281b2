package dev.portalsdk.scaffolder;

/**
 * What a step can do. Called by many threads at once; must not keep state between calls.
 *
 * <pre>
 * record Input(String title, Optional&lt;String&gt; body) {}
 * record Output(String url) {}
 *
 * public Output run(Input input, ActionContext context) {
 *   context.log().info("creating " + input.title());
 *   …
 * }
 * </pre>
 */
public interface ScaffolderAction<I, O> {

    /** Its id, types and description; always the same. */
    ActionDescriptor<I, O> descriptor();

    /**
     * Does it.
     *
     * @return the step's outputs, which later steps see as {@code steps.<id>.output.<name>}
     * @throws Exception to fail the step with its message; {@link InterruptedException} when the task is cancelled. A {@link ScaffolderException}
     *     without a cause, or an {@link IllegalArgumentException}, says that the input is at fault
     */
    O run(I input, ActionContext context) throws Exception;

    /** What actions without outputs give. */
    record NoOutput() {
        /** The only one that is needed. */
        public static final NoOutput NONE = new NoOutput();
    }
}
