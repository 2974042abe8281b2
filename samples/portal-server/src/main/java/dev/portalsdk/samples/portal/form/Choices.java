package dev.portalsdk.samples.portal.form;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be chosen for a property. */
final class Choices {
    /**
     * One choice.
     *
     * @param text that a form sends: the value itself if it is a text, or its JSON
     */
    record Choice(String text, String label, Value value) {}

    private Choices() {}

    /** Of {@code enum} with {@code enumNames}, or {@code oneOf} of constants with titles, or yes and no. */
    static List<Choice> of(Value.Obj schema) {
        if (Widget.type(schema).equals("boolean") && !schema.has("enum")) {
            return List.of(new Choice("true", "Yes", Value.Bool.TRUE), new Choice("false", "No", Value.Bool.FALSE));
        }
        List<Choice> constants = oneOf(schema);
        if (!constants.isEmpty()) {
            return constants;
        }
        List<Value> values = schema.arr("enum").map(Value.Arr::values).orElse(List.of());
        List<String> names = schema.arr("enumNames")
                .or(() -> schema.obj("ui:options").flatMap(options -> options.arr("enumNames")))
                .map(Value.Arr::strings)
                .orElse(List.of());
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String text = text(values.get(i));
            choices.add(new Choice(text, i < names.size() ? names.get(i) : text, values.get(i)));
        }
        return choices;
    }

    static List<Choice> oneOf(Value.Obj schema) {
        return schema.arr("oneOf").map(Value.Arr::values).orElse(List.of()).stream()
                .flatMap(value -> value.asObj().stream())
                .flatMap(branch -> branch.get("const").stream()
                        .map(constant -> new Choice(
                                text(constant), branch.string("title").orElse(text(constant)), constant)))
                .toList();
    }

    static Optional<Value> find(Value.Obj schema, String text) {
        return of(schema).stream()
                .filter(choice -> choice.text().equals(text))
                .map(Choice::value)
                .findFirst();
    }

    static String text(Value value) {
        return value instanceof Value.Str text ? text.value() : value.toJson();
    }
}
