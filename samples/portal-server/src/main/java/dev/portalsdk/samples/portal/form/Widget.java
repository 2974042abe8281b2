package dev.portalsdk.samples.portal.form;

import dev.portalsdk.model.Value;
import java.util.Locale;
import java.util.Optional;

/** What a property is filled in with. */
enum Widget {
    TEXT,
    TEXTAREA,
    NUMBER,
    CHECKBOX,
    SELECT,
    RADIO,
    /** Several of some choices. */
    CHECKBOXES,
    /** Several texts, one in each line. */
    LINES,
    /** Anything else, as JSON. */
    JSON,
    /** An entity, typed or chosen. */
    ENTITY,
    /** Entities, one in each line. */
    ENTITIES,
    /** Host, owner and name of a repository. */
    REPOSITORY,
    PASSWORD,
    SECRET,
    OBJECT,
    HIDDEN;

    static Widget of(Value.Obj schema) {
        String field = schema.string("ui:field").orElse("");
        String widget = schema.string("ui:widget").orElse("").toLowerCase(Locale.ROOT);
        Optional<Widget> named = named(field, widget, schema);
        return named.orElseGet(() -> byType(schema, widget));
    }

    private static Optional<Widget> named(String field, String widget, Value.Obj schema) {
        return switch (field) {
            case "OwnerPicker", "EntityPicker", "MyGroupsPicker", "OwnedEntityPicker" -> Optional.of(ENTITY);
            case "MultiEntityPicker" -> Optional.of(ENTITIES);
            case "RepoUrlPicker" -> Optional.of(REPOSITORY);
            case "Secret" -> Optional.of(SECRET);
            case "EntityTagsPicker" -> Optional.of(LINES);
            default ->
                widget.equals("hidden")
                        ? Optional.of(HIDDEN)
                        : widget.equals("password") && !schema.has("enum") ? Optional.of(PASSWORD) : Optional.empty();
        };
    }

    private static Widget byType(Value.Obj schema, String widget) {
        if (schema.has("enum") || !Choices.oneOf(schema).isEmpty()) {
            return widget.equals("radio") ? RADIO : SELECT;
        }
        return switch (type(schema)) {
            case "boolean" -> widget.equals("radio") ? RADIO : CHECKBOX;
            case "integer", "number" -> NUMBER;
            case "object" -> schema.has("properties") ? OBJECT : JSON;
            case "array" -> array(schema);
            default -> widget.equals("textarea") ? TEXTAREA : TEXT;
        };
    }

    private static Widget array(Value.Obj schema) {
        Value.Obj items = schema.obj("items").orElse(Value.Obj.empty());
        if (items.has("enum")) {
            return CHECKBOXES;
        }
        return type(items).equals("string") ? LINES : JSON;
    }

    /** The type, or the first that is not null; a schema without one that has properties is an object. */
    static String type(Value.Obj schema) {
        return schema.string("type")
                .or(() -> schema.arr("type").flatMap(types -> types.strings().stream()
                        .filter(each -> !each.equals("null"))
                        .findFirst()))
                .orElse(schema.has("properties") ? "object" : "string");
    }
}
