package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.Optional;

/** A filter or function that a host adds to templates. Called by many threads; must not keep state between calls. */
@FunctionalInterface
public interface TemplateFunction {

    /**
     * The result.
     *
     * @return empty for undefined
     * @throws Exception to fail the rendering with its message, at the place of the call
     */
    Optional<Value> call(TemplateArguments arguments) throws Exception;
}
