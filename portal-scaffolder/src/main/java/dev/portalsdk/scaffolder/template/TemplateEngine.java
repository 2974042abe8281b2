package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.SourceLocation;

/**
 * A template language. Engines are immutable and used by many threads.
 *
 * <p>Called once per text; what it returns is kept and rendered many times.
 */
public interface TemplateEngine {

    /** What users call the language in configuration, e.g. {@code nunjucks}. */
    String name();

    /**
     * Reads a template.
     *
     * @param text the template
     * @param origin where the text begins, for the places in messages; {@link SourceLocation#startOf} for a file
     * @param syntax delimiters and treatment of white space
     * @throws TemplateException of kind {@code SYNTAX} at the first mistake, of kind {@code LIMIT} if the text is too long or nested too deep
     */
    ParsedTemplate parse(String text, SourceLocation origin, TemplateSyntax syntax);
}
