package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.Optional;

/** A template that was read; immutable, and rendered by any number of threads at once. */
public interface ParsedTemplate {

    /**
     * The text that the template gives for this data.
     *
     * @throws TemplateException of kind {@code EVALUATION} if an expression fails, of kind {@code LIMIT} if it costs too much
     */
    String render(TemplateData data);

    /**
     * The value that the template gives for this data: if it is nothing but one expression, the value of that with its type, else the text.
     *
     * <p>{@code ${{ parameters.port }}} is the number 8000; {@code port ${{ parameters.port }}} is text. NaN and the infinities are null,
     * as in JSON.
     *
     * @return empty if the expression is undefined, which is not the same as null
     * @throws TemplateException as {@link #render}
     */
    Optional<Value> evaluate(TemplateData data);

    /** Whether the template has no expression and no tag, so that it always gives the same text. */
    boolean isConstant();
}
