package dev.portalsdk.samples.portal.form;

import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/** Reads what a form sent for the properties of a schema. What cannot be read stays a text, which the schema then refuses with its reason. */
final class Sent {
    private static final int MAX_ROUNDS = 8;
    private static final int MAX_DEPTH = 8;

    private final Parameters form;

    Sent(Parameters form) {
        this.form = form;
    }

    /**
     * The values with what was sent for a page.
     *
     * @param values of all pages so far; what the page no longer asks for is taken out
     */
    Value.Obj read(Value.Obj schema, Value.Obj values) {
        return read(schema, values, "", 0);
    }

    /** A choice may bring a property that brings another: read again until nothing more comes. */
    private Value.Obj read(Value.Obj schema, Value.Obj values, String pointer, int depth) {
        Value.Obj read = values;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Value.Obj before = read;
            for (var property : ActiveSchema.of(schema, read).properties().entrySet()) {
                String child = pointer + "/" + property.getKey();
                Value.Obj known = read;
                Optional<Value> value = value(property.getValue(), child, known.get(property.getKey()), depth);
                read = value.isPresent()
                        ? known.with(property.getKey(), value.get())
                        : known.without(property.getKey());
            }
            if (read.equals(before)) {
                return read;
            }
        }
        return read;
    }

    private Optional<Value> value(Value.Obj schema, String pointer, Optional<Value> before, int depth) {
        Widget widget = Widget.of(schema);
        if (widget == Widget.HIDDEN || widget == Widget.SECRET) {
            return widget == Widget.SECRET ? secret(pointer, before) : before.or(() -> schema.get("default"));
        }
        if (widget == Widget.OBJECT) {
            Value.Obj known = before.flatMap(Value::asObj).orElse(Value.Obj.empty());
            return depth >= MAX_DEPTH
                    ? Optional.empty()
                    : Optional.of(read(schema, known, pointer, depth + 1))
                            .filter(object -> !object.isEmpty())
                            .map(object -> object);
        }
        // A field that was not on the page sent is one that has just come: it starts with its default.
        if (!form.has(pointer) && !form.has(pointer + "#here") && !form.has(pointer + "#repo")) {
            return before.or(() -> schema.get("default"));
        }
        return sent(widget, schema, pointer);
    }

    private Optional<Value> sent(Widget widget, Value.Obj schema, String pointer) {
        String text = form.first(pointer).orElse("").strip();
        return switch (widget) {
            case CHECKBOX -> Optional.of(form.has(pointer) ? Value.Bool.TRUE : Value.Bool.FALSE);
            case CHECKBOXES ->
                Optional.of(Value.Arr.of(form.all(pointer).stream()
                        .flatMap(each -> Choices.find(schema.obj("items").orElse(schema), each).stream())
                        .toList()));
            case LINES, ENTITIES -> lines(text);
            case REPOSITORY -> repository(pointer);
            case SELECT, RADIO ->
                text.isEmpty()
                        ? Optional.empty()
                        : Choices.find(schema, text).or(() -> Optional.of(Value.Str.of(text)));
            case NUMBER -> text.isEmpty() ? Optional.empty() : Optional.of(number(text));
            case JSON -> text.isEmpty() ? Optional.empty() : Optional.of(json(text));
            case TEXTAREA ->
                form.first(pointer)
                        .map(written -> written.replace("\r\n", "\n"))
                        .filter(written -> !written.isBlank())
                        .map(Value.Str::of);
            default -> text.isEmpty() ? Optional.empty() : Optional.of(Value.Str.of(text));
        };
    }

    /** An empty field keeps the secret that was sent before: it is never shown again. */
    private Optional<Value> secret(String pointer, Optional<Value> before) {
        return form.first(pointer)
                .filter(text -> !text.isEmpty())
                .<Value>map(Value.Str::of)
                .or(() -> before);
    }

    private static Optional<Value> lines(String text) {
        List<Value.Str> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Value.Str::of)
                .toList();
        return Optional.of(Value.Arr.of(lines));
    }

    /** {@code github.com?owner=myorg&repo=web}, as RepoUrlPicker of Backstage writes it. */
    private Optional<Value> repository(String pointer) {
        String host = form.first(pointer + "#host").orElse("").strip();
        String owner = form.first(pointer + "#owner").orElse("").strip();
        String repository = form.first(pointer + "#repo").orElse("").strip();
        if (owner.isEmpty() && repository.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Value.Str.of(RepositoryUrl.write(host, owner, repository)));
    }

    private static Value number(String text) {
        try {
            Value parsed = Value.parseJson(text);
            return parsed instanceof Value.Num ? parsed : Value.Str.of(text);
        } catch (IllegalArgumentException e) {
            return Value.Str.of(text);
        }
    }

    private static Value json(String text) {
        try {
            return Value.parseJson(text);
        } catch (IllegalArgumentException e) {
            return Value.Str.of(text);
        }
    }
}
