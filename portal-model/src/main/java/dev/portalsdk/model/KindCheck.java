package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;

/** Checks a descriptor against the declaration of its kind. */
final class KindCheck {
    private static final List<String> METADATA_FIELDS = List.of(
            "name", "namespace", "title", "description", "labels", "annotations", "tags", "links", "uid", "etag");

    private final EntityDescriptor descriptor;
    private final Kind<?> kind;

    KindCheck(EntityDescriptor descriptor, Kind<?> kind) {
        this.descriptor = descriptor;
        this.kind = kind;
    }

    /** What the kind's JSON Schema says. Rule {@code schema}. */
    List<Diagnostic> schemaFindings() {
        return new SchemaFindings(descriptor, "schema").of(kind.compiledSchema().validate(descriptor.root()));
    }

    /** What the schemas of declared annotations say. Rule {@code annotation}. */
    List<Diagnostic> annotationFindings() {
        List<Diagnostic> findings = new ArrayList<>();
        descriptor
                .metadata()
                .obj("annotations")
                .ifPresent(annotations -> annotations.forEach((key, value) -> kind.annotationSchema(key)
                        .filter(schema -> !schema.validate(value).isEmpty())
                        .ifPresent(schema -> findings.add(annotation(key, value)))));
        return findings;
    }

    private Diagnostic annotation(String key, Value value) {
        String pointer = JsonPointers.child("/metadata/annotations", key);
        String schema = kind.annotations().getOrDefault(key, Value.Obj.empty()).toJson();
        return Diagnostic.error("annotation", "The annotation \"" + key + "\" is not valid: " + FieldNames.shown(value))
                .at(descriptor, pointer)
                .found(value)
                .expected("a value that fits " + schema)
                .hint("expected a value that fits " + schema)
                .build();
    }

    /** Fields and values that are allowed but look like a slip of the pen. Rules {@code unknown-field} and {@code unusual-value}. */
    List<Diagnostic> hints() {
        List<Diagnostic> findings = new ArrayList<>();
        slips("/metadata", METADATA_FIELDS, findings);
        kind.knownFields().forEach((pointer, known) -> slips(pointer, known, findings));
        kind.wellKnownValues().forEach((field, values) -> descriptor
                .spec()
                .string(field)
                .filter(text -> !values.contains(text))
                .flatMap(text -> Suggestions.closest(text, values).map(near -> unusual(field, text, near)))
                .ifPresent(findings::add));
        return findings;
    }

    /** Keys that are not known and almost like one that is, and is not there. */
    private void slips(String pointer, List<String> known, List<Diagnostic> findings) {
        Value.Obj holder = descriptor.root().at(pointer).flatMap(Value::asObj).orElse(Value.Obj.empty());
        for (String key : holder.keys()) {
            if (!known.contains(key)) {
                Suggestions.closest(key, known)
                        .filter(near -> !holder.has(near))
                        .ifPresent(near -> findings.add(unknownField(JsonPointers.child(pointer, key), near)));
            }
        }
    }

    private Diagnostic unknownField(String pointer, String near) {
        String where = pointer.startsWith("/metadata/") ? "the metadata" : "kind " + kind.name();
        Diagnostic.Builder finding = Diagnostic.warning(
                        "unknown-field", FieldNames.of(pointer) + " is no field of " + where)
                .at(descriptor, pointer)
                .hint(Suggestions.question(near));
        descriptor.keyLocation(pointer).ifPresent(finding::at);
        return finding.build();
    }

    private Diagnostic unusual(String field, String text, String near) {
        String pointer = JsonPointers.child("/spec", field);
        return Diagnostic.warning("unusual-value", FieldNames.of(pointer) + " is \"" + text + "\"")
                .at(descriptor, pointer)
                .found(Value.Str.of(text))
                .hint(Suggestions.question(near))
                .build();
    }
}
