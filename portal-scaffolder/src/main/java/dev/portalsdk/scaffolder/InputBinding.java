package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the record that an action takes of a step's rendered input. */
final class InputBinding {
    private InputBinding() {}

    /** @throws ScaffolderException naming every key that is unknown or missing, or the first that has the wrong type */
    static <I> I bind(Value.Obj input, ActionDescriptor<I, ?> action) {
        List<String> problems = new ArrayList<>();
        if (action.inputType().isRecord()) {
            problems.addAll(unknownKeys(input, action.inputType()));
            problems.addAll(missingKeys(input, action.inputSchema()));
        }
        if (problems.isEmpty()) {
            try {
                return input.to(action.inputType());
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        throw new ScaffolderException(
                "Invalid input passed to action " + action.id() + ": " + String.join("; ", problems));
    }

    private static List<String> unknownKeys(Value.Obj input, Class<?> type) {
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return input.keys().stream()
                .filter(key -> !known.contains(key))
                .map(key -> "\"" + key + "\" is not known"
                        + Suggestions.didYouMean(key, known)
                                .map(text -> ", " + text)
                                .orElse(
                                        known.isEmpty()
                                                ? "; it takes no input"
                                                : "; known are " + String.join(", ", known)))
                .toList();
    }

    private static List<String> missingKeys(Value.Obj input, Value.Obj schema) {
        return schema.arr("required").map(Value.Arr::strings).orElse(List.of()).stream()
                .filter(name -> !input.has(name))
                .map(name -> "\"" + name + "\" is required")
                .toList();
    }

    static boolean mayBeAbsent(Class<?> type) {
        return type == Optional.class || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }
}
