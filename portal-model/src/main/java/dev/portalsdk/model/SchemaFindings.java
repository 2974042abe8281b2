package dev.portalsdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what a JSON Schema finds into findings that name field, value, expectation and place. */
final class SchemaFindings {
    private static final Map<String, String> TYPES = Map.of(
            "string", "a text",
            "object", "a mapping",
            "array", "a list",
            "boolean", "true or false",
            "number", "a number",
            "integer", "a whole number",
            "null", "null");

    private final EntityDescriptor descriptor;
    private final String ruleId;

    SchemaFindings(EntityDescriptor descriptor, String ruleId) {
        this.descriptor = descriptor;
        this.ruleId = ruleId;
    }

    List<Diagnostic> of(List<Error> errors) {
        List<Diagnostic> findings = new ArrayList<>(errors.size());
        for (Error error : errors) {
            findings.add(finding(error));
        }
        return findings;
    }

    private Diagnostic finding(Error error) {
        String pointer = pointer(error.getInstanceLocation());
        String keyword = Optional.ofNullable(error.getKeyword()).orElse("");
        return switch (keyword) {
            case "required" -> missing(error, pointer);
            case "additionalProperties" -> unknown(error, pointer);
            case "enum", "const" -> notOneOf(error, pointer);
            case "type" -> wrongType(pointer, texts(error.getSchemaNode()));
            case "minLength" -> wrong(pointer, atLeast(error.getSchemaNode(), "characters"));
            case "minItems" -> wrong(pointer, atLeast(error.getSchemaNode(), "elements"));
            default -> wrong(pointer, Optional.ofNullable(error.getMessage()).orElse("is not valid"));
        };
    }

    private Diagnostic missing(Error error, String pointer) {
        String field = Optional.ofNullable(error.getProperty()).orElse("");
        String child = JsonPointers.child(pointer, field);
        Diagnostic.Builder finding = Diagnostic.error(ruleId, FieldNames.of(child) + " is missing")
                .at(descriptor, child)
                .expected("a value for " + FieldNames.of(child));
        descriptor
                .root()
                .at(pointer)
                .flatMap(Value::asObj)
                .flatMap(around -> Suggestions.closest(field, around.keys()))
                .ifPresent(near -> finding.hint("there is \"" + near + "\": did you mean \"" + field + "\"?"));
        return finding.build();
    }

    private Diagnostic unknown(Error error, String pointer) {
        String field = Optional.ofNullable(error.getProperty()).orElse("");
        if (pointer.isEmpty()) {
            return EntityPolicies.foreign(descriptor, field);
        }
        String child = JsonPointers.child(pointer, field);
        Diagnostic.Builder finding = Diagnostic.error(ruleId, FieldNames.of(child) + " is not known here")
                .at(descriptor, child);
        descriptor.keyLocation(child).ifPresent(finding::at);
        return finding.build();
    }

    private Diagnostic notOneOf(Error error, String pointer) {
        List<String> allowed = texts(error.getSchemaNode());
        String form = allowed.size() == 1 ? allowed.get(0) : "one of " + String.join(", ", allowed);
        Diagnostic.Builder finding = builder(pointer, "must be " + form).expected(form);
        descriptor
                .root()
                .at(pointer)
                .flatMap(Value::asString)
                .flatMap(text -> Suggestions.didYouMean(text, allowed))
                .ifPresent(finding::hint);
        return finding.build();
    }

    private Diagnostic wrongType(String pointer, List<String> types) {
        String demand = "must be " + withArticle(types);
        Diagnostic.Builder finding = builder(pointer, demand).expected(demand);
        boolean quotesHelp = types.contains("string")
                && descriptor.root().at(pointer).stream()
                        .anyMatch(value -> value instanceof Value.Num || value instanceof Value.Bool);
        if (quotesHelp) {
            finding.hint("put it in quotes");
        }
        return finding.build();
    }

    private Diagnostic wrong(String pointer, String demand) {
        return builder(pointer, demand).expected(demand).build();
    }

    private Diagnostic.Builder builder(String pointer, String demand) {
        Diagnostic.Builder finding = Diagnostic.error(ruleId, FieldNames.of(pointer) + " " + demand + found(pointer))
                .at(descriptor, pointer);
        descriptor.root().at(pointer).ifPresent(finding::found);
        return finding;
    }

    private String found(String pointer) {
        return descriptor
                .root()
                .at(pointer)
                .map(value -> ", but is " + FieldNames.shown(value))
                .orElse("");
    }

    private static String atLeast(JsonNode least, String what) {
        return least == null || least.asInt(1) <= 1
                ? "must not be empty"
                : "must have at least " + least.asInt() + " " + what;
    }

    private static List<String> texts(JsonNode node) {
        if (node == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(element -> texts.add(element.asText()));
        } else {
            texts.add(node.asText());
        }
        return texts;
    }

    private static String withArticle(List<String> types) {
        return types.stream()
                .map(type -> TYPES.getOrDefault(type, type))
                .reduce((a, b) -> a + " or " + b)
                .orElse("something else");
    }

    private static String pointer(NodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(JsonPointers.escape(String.valueOf(path.getElement(i))));
        }
        return pointer.toString();
    }
}
