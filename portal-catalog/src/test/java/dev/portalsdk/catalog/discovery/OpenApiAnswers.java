package dev.portalsdk.catalog.discovery;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells where an answer is not what an OpenAPI 3.0 description says: other types, values or fields. Fields may be missing, as fakes give only what
 * somebody reads.
 */
final class OpenApiAnswers {
    private final Value description;

    OpenApiAnswers(Value description) {
        this.description = description;
    }

    /** What is wrong with an answer; one line that names the route if the API has no such operation or status. */
    List<String> problems(String method, String path, int status, Value answer) {
        Optional<Value> operation = operation(method, path);
        if (operation.isEmpty()) {
            return List.of("there is no " + method + " " + path);
        }
        Optional<Value> response = operation.get().at("/responses/" + status).map(this::resolved);
        if (response.isEmpty()) {
            return List.of(method + " " + path + " does not answer " + status);
        }
        List<String> problems = new ArrayList<>();
        response.get()
                .at("/content/application~1json/schema")
                .ifPresent(schema -> check(answer, resolved(schema), path, problems));
        return problems;
    }

    /** The operation with the most fixed parts. */
    private Optional<Value> operation(String method, String path) {
        String[] asked = path.split("/");
        String best = "";
        int most = -1;
        for (String template :
                description.at("/paths").flatMap(Value::asObj).orElseThrow().keys()) {
            int fixed = fixedParts(template.split("/"), asked);
            if (fixed > most) {
                most = fixed;
                best = template;
            }
        }
        return most < 0 ? Optional.empty() : operationOf(best, method);
    }

    private Optional<Value> operationOf(String template, String method) {
        return description
                .at("/paths/" + template.replace("~", "~0").replace("/", "~1"))
                .flatMap(item -> item.at("/" + method.toLowerCase(java.util.Locale.ROOT)));
    }

    /** Negative if it is another path; a path of a file or branch may have several parts. */
    private static int fixedParts(String[] template, String[] asked) {
        boolean open = template.length > 0 && template[template.length - 1].matches("\\{(path|ref|tree_sha|branch)}");
        if (asked.length != template.length && !(open && asked.length > template.length)) {
            return -1;
        }
        int fixed = 0;
        for (int i = 0; i < template.length; i++) {
            boolean variable = template[i].startsWith("{");
            if (!variable && !template[i].equals(asked[i])) {
                return -1;
            }
            fixed += variable ? 0 : 1;
        }
        return fixed;
    }

    private Value resolved(Value schema) {
        Optional<String> reference = schema.at("/$ref").flatMap(Value::asString);
        return reference.isPresent()
                ? resolved(description.at(reference.get().substring(1)).orElseThrow())
                : schema;
    }

    private List<Value> list(Value schema, String keyword) {
        return schema.at("/" + keyword).flatMap(Value::asArr).map(Value.Arr::values).orElse(List.of()).stream()
                .map(this::resolved)
                .toList();
    }

    private void check(Value value, Value schema, String at, List<String> problems) {
        if (value == Value.Null.NULL && schema.at("/nullable").equals(Optional.of(Value.Bool.TRUE))) {
            return;
        }
        List<Value> alternatives = new ArrayList<>(list(schema, "anyOf"));
        alternatives.addAll(list(schema, "oneOf"));
        if (!alternatives.isEmpty()) {
            checkOne(value, alternatives, at, problems);
            return;
        }
        checkType(value, schema, at, problems);
        if (value instanceof Value.Arr array) {
            Optional<Value> items = schema.at("/items").map(this::resolved);
            for (int i = 0; items.isPresent() && i < array.size(); i++) {
                check(array.get(i), items.get(), at + "/" + i, problems);
            }
        } else if (value instanceof Value.Obj object) {
            checkFields(object, schema, at, problems);
        }
    }

    private void checkOne(Value value, List<Value> alternatives, String at, List<String> problems) {
        List<String> fewest = null;
        for (Value alternative : alternatives) {
            List<String> found = new ArrayList<>();
            check(value, alternative, at, found);
            fewest = fewest == null || found.size() < fewest.size() ? found : fewest;
        }
        problems.addAll(fewest == null ? List.of() : fewest);
    }

    private static void checkType(Value value, Value schema, String at, List<String> problems) {
        String type = schema.at("/type").flatMap(Value::asString).orElse("any");
        boolean fits =
                switch (type) {
                    case "integer" -> value instanceof Value.Num number && number.isIntegral();
                    case "any" -> true;
                    default -> value.typeName().equals(type);
                };
        if (!fits) {
            problems.add(at + " is " + value.toJson() + ", not of type " + type);
        }
        List<Value> values =
                schema.at("/enum").flatMap(Value::asArr).map(Value.Arr::values).orElse(List.of());
        if (!values.isEmpty() && !values.contains(value)) {
            problems.add(at + " is " + value.toJson() + ", not one of " + values);
        }
    }

    private void checkFields(Value.Obj object, Value schema, String at, List<String> problems) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields(schema, fields);
        boolean open = fields.isEmpty() || schema.at("/additionalProperties").isPresent();
        for (String name : object.keys()) {
            Value field = fields.get(name);
            if (field != null) {
                check(object.get(name).orElseThrow(), resolved(field), at + "/" + name, problems);
            } else if (!open) {
                problems.add(at + " has a field " + name + ", which is not described");
            }
        }
    }

    private void fields(Value schema, Map<String, Value> into) {
        schema.at("/properties").flatMap(Value::asObj).ifPresent(properties -> properties.forEach(into::put));
        list(schema, "allOf").forEach(part -> fields(part, into));
    }
}
