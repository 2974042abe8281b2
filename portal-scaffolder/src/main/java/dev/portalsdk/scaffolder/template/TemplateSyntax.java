package dev.portalsdk.scaffolder.template;

/**
 * How a template text is to be read.
 *
 * @param cookiecutter {@code {{ }}} instead of {@code ${{ }}}, with {@code True}, {@code False}, {@code None} and the methods of Python's lists
 *     and dictionaries
 * @param trimBlocks whether the first line break after a tag is dropped
 * @param lstripBlocks whether white space between the start of a line and a tag is dropped
 */
public record TemplateSyntax(boolean cookiecutter, boolean trimBlocks, boolean lstripBlocks) {
    /** {@code ${{ }}}, white space untouched: step inputs, and skeletons unless they ask for something else. */
    public static final TemplateSyntax STANDARD = new TemplateSyntax(false, false, false);

    /** {@code {{ }}}, white space untouched: skeletons written for cookiecutter. */
    public static final TemplateSyntax COOKIECUTTER = new TemplateSyntax(true, false, false);

    /** This syntax with another treatment of white space around tags. */
    public TemplateSyntax withWhitespace(boolean trim, boolean lstrip) {
        return new TemplateSyntax(cookiecutter, trim, lstrip);
    }

    String variableStart() {
        return cookiecutter ? "{{" : "${{";
    }
}
