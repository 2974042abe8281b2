package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.PortalException;
import dev.portalsdk.model.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A template that cannot be read or rendered. The message begins with the place and ends with the line and a caret:
 *
 * <pre>
 * skeleton/pom.xml:12:9: unknown filter 'kebabcase' (known: abs, batch, …)
 *   &lt;name&gt;${{ values.name | kebabcase }}&lt;/name&gt;
 *                           ^
 * </pre>
 */
public final class TemplateException extends PortalException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a template. */
    public enum Kind {
        /** The text is not of the language. */
        SYNTAX,
        /** An expression fails for the data at hand. */
        EVALUATION,
        /** It costs more than {@link TemplateLimits} allow. */
        LIMIT
    }

    private final Kind kind;
    private final transient SourceLocation location;
    private final String problem;

    TemplateException(Kind kind, SourceLocation location, String problem, String excerpt, @Nullable Throwable cause) {
        super(location + ": " + problem + excerpt, cause);
        this.kind = kind;
        this.location = location;
        this.problem = problem;
    }

    /**
     * For engines of a host's own.
     *
     * @param location where in the template it is
     * @param problem what is wrong, without the place
     */
    public static TemplateException of(Kind kind, SourceLocation location, String problem) {
        return new TemplateException(kind, location, problem, "", null);
    }

    /** What kind of mistake it is. */
    public Kind kind() {
        return kind;
    }

    /** Where it is. */
    public SourceLocation location() {
        return location;
    }

    /** The message without place and excerpt. */
    public String problem() {
        return problem;
    }
}
