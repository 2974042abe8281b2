package dev.portalsdk.samples.portal.form;

import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.page.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of a page as a template shows them: with values, choices and what is wrong. */
public final class FieldModels {
    private static final int MAX_DEPTH = 8;

    private final EntityChoices entities;
    private final Map<String, List<String>> errors;

    /** @param errors messages, by the pointer of the value that they are about */
    public FieldModels(EntityChoices entities, Map<String, List<String>> errors) {
        this.entities = entities;
        this.errors = errors;
    }

    /** The fields that a schema asks for, given what is filled in. */
    public List<Model> of(Value.Obj schema, Value.Obj values) {
        return of(schema, values, "", 0);
    }

    private List<Model> of(Value.Obj schema, Value.Obj values, String pointer, int depth) {
        ActiveSchema active = ActiveSchema.of(schema, values);
        List<Model> fields = new ArrayList<>();
        active.properties().forEach((name, property) -> {
            Widget widget = Widget.of(property);
            if (widget != Widget.HIDDEN && depth < MAX_DEPTH) {
                Optional<Value> value = values.get(name).or(() -> property.get("default"));
                Model field = field(
                        name, property, pointer + "/" + name, active.required().contains(name));
                fields.add(widget(widget, field, property, value, pointer + "/" + name, depth));
            }
        });
        return fields;
    }

    private Model field(String name, Value.Obj schema, String pointer, boolean required) {
        List<String> wrong = errors.getOrDefault(pointer, List.of());
        String id = "f" + pointer.replaceAll("[^A-Za-z0-9]", "-");
        String help =
                schema.string("description").or(() -> schema.string("ui:help")).orElse("");
        String describedBy = (help.isEmpty() ? "" : id + "-help ") + (wrong.isEmpty() ? "" : id + "-error");
        return Model.of("name", pointer)
                .put("id", id)
                .put(
                        "label",
                        schema.string("title")
                                .or(() -> schema.string("ui:title"))
                                .orElse(name))
                .put("help", help)
                .put("required", required)
                .put("errors", wrong)
                .put("describedBy", describedBy.strip())
                .put("placeholder", schema.string("ui:placeholder"))
                .put(
                        "autofocus",
                        schema.get("ui:autofocus")
                                .filter(Value.Bool.TRUE::equals)
                                .isPresent());
    }

    private Model widget(
            Widget widget, Model field, Value.Obj schema, Optional<Value> value, String pointer, int depth) {
        for (Widget each :
                Widget.values()) { // all of them: a field within an object would take what it lacks from that
            field.put("is" + camel(each), each == widget);
        }
        field.put("value", value.map(Choices::text));
        switch (widget) {
            case CHECKBOX ->
                field.put("checked", value.filter(Value.Bool.TRUE::equals).isPresent());
            case SELECT, RADIO ->
                field.put("options", options(schema, value.stream().toList()));
            case CHECKBOXES -> field.put("options", options(schema.obj("items").orElse(schema), items(value)));
            case LINES -> field.put("value", lines(value));
            case ENTITIES -> field.put("value", lines(value)).put("options", entities.of(schema));
            case ENTITY -> entity(field, schema, value);
            case REPOSITORY -> repository(field, schema, value);
            case SECRET, PASSWORD -> field.put("value", "").put("kept", value.isPresent());
            case OBJECT ->
                field.put(
                        "fields",
                        of(schema, value.flatMap(Value::asObj).orElse(Value.Obj.empty()), pointer, depth + 1));
            case NUMBER -> number(field, schema);
            case TEXT -> text(field, schema);
            default -> field.put("rows", 5);
        }
        return field;
    }

    private static String camel(Widget widget) {
        String name = widget.name().toLowerCase(Locale.ROOT);
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static List<Value> items(Optional<Value> value) {
        return value.flatMap(Value::asArr).map(Value.Arr::values).orElse(List.of());
    }

    private static String lines(Optional<Value> value) {
        return String.join("\n", items(value).stream().map(Choices::text).toList());
    }

    private static List<Model> options(Value.Obj schema, List<Value> chosen) {
        return Model.each(Choices.of(schema), choice -> Model.of("value", choice.text())
                .put("label", choice.label())
                .put("selected", chosen.contains(choice.value())));
    }

    /** With free text if the picker allows it, as it does unless told otherwise. */
    private void entity(Model field, Value.Obj schema, Optional<Value> value) {
        String current = value.map(Choices::text).orElse("");
        boolean free = schema.obj("ui:options")
                .flatMap(options -> options.get("allowArbitraryValues"))
                .filter(Value.Bool.FALSE::equals)
                .isEmpty();
        List<Model> options = entities.of(schema, current);
        field.put("free", free).put("options", options);
    }

    private void repository(Model field, Value.Obj schema, Optional<Value> value) {
        RepositoryUrl url = RepositoryUrl.parse(value.map(Choices::text).orElse(""));
        Value.Obj options = schema.obj("ui:options").orElse(Value.Obj.empty());
        field.put("hosts", some(entities.hosts(strings(options, "allowedHosts")), url.host()))
                .put("owners", some(strings(options, "allowedOwners"), url.owner()))
                .put("repositories", some(strings(options, "allowedRepos"), url.name()))
                .put("owner", url.owner())
                .put("repository", url.name());
    }

    private static List<String> strings(Value.Obj options, String key) {
        return options.arr(key).map(Value.Arr::strings).orElse(List.of());
    }

    private static List<Model> some(List<String> texts, String chosen) {
        return Model.each(
                texts, text -> Model.of("value", text).put("label", text).put("selected", text.equals(chosen)));
    }

    private static void number(Model field, Value.Obj schema) {
        field.put("min", schema.get("minimum").map(Value::toJson))
                .put("max", schema.get("maximum").map(Value::toJson))
                .put("step", Widget.type(schema).equals("integer") ? "1" : "any");
    }

    private static void text(Model field, Value.Obj schema) {
        String type =
                switch (schema.string("format").orElse("")) {
                    case "email" -> "email";
                    case "uri", "url" -> "url";
                    case "date" -> "date";
                    case "time" -> "time";
                    default -> "text";
                };
        field.put("type", type).put("maxLength", schema.get("maxLength").map(Value::toJson));
    }
}
