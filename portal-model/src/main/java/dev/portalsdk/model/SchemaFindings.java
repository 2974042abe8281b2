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
        switch (keyword) {
            case "required":
                return missing(error, pointer);
            case "additionalProperties":
                return unknown(error, pointer);
            case "type":
                return wrong(error, pointer, ruleId, "must be " + withArticle(texts(error.getSchemaNode())));
            case "enum":
            case "const":
                return notOneOf(error, pointer);
            case "minLength":
            case "minItems":
                return wrong(error, pointer, ruleId, "must not be empty");
            default:
                return wrong(error, pointer, ruleId, Optional.ofNullable(error.getMessage()).orElse("is not valid"));
        }
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
        String child = JsonPointers.child(pointer, field);
        return Diagnostic.error(ruleId, FieldNames.of(child) + " is not known here")
                .at(descriptor, child)
                .build();
    }

    private Diagnostic notOneOf(Error error, String pointer) {
        List<String> allowed = texts(error.getSchemaNode());
        String form = allowed.size() == 1 ? allowed.get(0) : "one of " + String.join(", ", allowed);
        Optional<String> near = descriptor
                .root()
                .at(pointer)
                .flatMap(Value::asString)
                .flatMap(text -> Suggestions.didYouMean(text, allowed));
        Diagnostic finding = wrong(error, pointer, ruleId, "must be " + form);
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                finding.entity(),
                finding.location(),
                pointer,
                finding.message(),
                finding.found(),
                Optional.of(form),
                near);
    }

    private Diagnostic wrong(Error error, String pointer, String rule, String demand) {
        Diagnostic.Builder finding = Diagnostic.error(rule, FieldNames.of(pointer) + " " + demand + found(pointer))
                .at(descriptor, pointer)
                .expected(demand);
        descriptor.root().at(pointer).ifPresent(finding::found);
        return finding.build();
    }

    private String found(String pointer) {
        return descriptor
                .root()
                .at(pointer)
                .map(value -> ", but is " + FieldNames.shown(value))
                .orElse("");
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
        return types.stream().map(type -> TYPES.getOrDefault(type, type)).reduce((a, b) -> a + " or " + b).orElse("something else");
    }

    private static String pointer(NodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append('/').append(JsonPointers.escape(String.valueOf(path.getElement(i))));
        }
        return pointer.toString();
    }
}
