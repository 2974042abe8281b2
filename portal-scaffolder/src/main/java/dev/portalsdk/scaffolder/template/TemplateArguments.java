package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a template hands to a function, or to a filter, whose piped value is the first.
 *
 * @param positional in order; empty where the template gave undefined
 * @param named {@code name=value} arguments that are not undefined
 */
public record TemplateArguments(List<Optional<Value>> positional, Map<String, Value> named) {

    /** Copies both. */
    public TemplateArguments {
        positional = List.copyOf(positional);
        named = Map.copyOf(named);
    }

    /** The argument at an index from 0; empty if it is undefined or was not given. */
    public Optional<Value> at(int index) {
        return index < positional.size() ? positional.get(index) : Optional.empty();
    }

    /** The argument at an index from 0 if it is text. */
    public Optional<String> string(int index) {
        return at(index).flatMap(Value::asString);
    }
}
