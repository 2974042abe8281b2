package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** See {@link EntityPolicies#fieldFormats}. Looks at what is there; what is missing is the envelope policy's affair. */
final class FieldFormatCheck {
    private static final String RULE = "field-format";

    private final EntityDescriptor descriptor;
    private final FieldFormats formats;
    private final List<Diagnostic> findings = new ArrayList<>();

    FieldFormatCheck(EntityDescriptor descriptor, FieldFormats formats) {
        this.descriptor = descriptor;
        this.formats = formats;
    }

    List<Diagnostic> findings() {
        Value.Obj root = descriptor.root();
        field(root, "", "apiVersion", FieldFormat.API_VERSION, true);
        field(root, "", "kind", FieldFormat.KIND, true);
        Value.Obj metadata = descriptor.metadata();
        field(metadata, "/metadata", "name", FieldFormat.NAME, true);
        field(metadata, "/metadata", "namespace", FieldFormat.NAMESPACE, false);
        entries(metadata, "labels", FieldFormat.LABEL_KEY, FieldFormat.LABEL_VALUE);
        entries(metadata, "annotations", FieldFormat.ANNOTATION_KEY, FieldFormat.ANNOTATION_VALUE);
        List<Value> tags = metadata.arr("tags").map(Value.Arr::values).orElse(List.of());
        for (int i = 0; i < tags.size(); i++) {
            value("/metadata/tags", Integer.toString(i), tags.get(i), FieldFormat.TAG);
        }
        List<Value> links = metadata.arr("links").map(Value.Arr::values).orElse(List.of());
        for (int i = 0; i < links.size(); i++) {
            link("/metadata/links/" + i, links.get(i).asObj().orElse(Value.Obj.empty()));
        }
        return findings;
    }

    private void link(String pointer, Value.Obj link) {
        field(link, pointer, "url", FieldFormat.LINK_URL, true);
        field(link, pointer, "title", FieldFormat.LINK_TITLE, false);
        field(link, pointer, "icon", FieldFormat.LINK_ICON, false);
    }

    private void entries(Value.Obj metadata, String field, FieldFormat keyFormat, FieldFormat valueFormat) {
        String pointer = "/metadata/" + field;
        metadata.obj(field)
                .ifPresent(entries -> entries.forEach((key, value) -> {
                    if (!formats.accepts(keyFormat, key)) {
                        findings.add(wrongKey(pointer, key, keyFormat));
                    }
                    value(pointer, key, value, valueFormat);
                }));
    }

    private Diagnostic wrongKey(String pointer, String key, FieldFormat format) {
        String child = JsonPointers.child(pointer, key);
        String message = "The key " + Value.Str.of(key).toJson() + " of " + FieldNames.of(pointer) + " is not valid";
        Diagnostic.Builder finding = Diagnostic.error(RULE, message)
                .at(descriptor, child)
                .found(Value.Str.of(key))
                .expected(formats.form(format))
                .hint("expected " + formats.form(format));
        descriptor.keyLocation(child).ifPresent(finding::at);
        return finding.build();
    }

    private void field(Value.Obj holder, String pointer, String key, FieldFormat format, boolean required) {
        Optional<Value> value = holder.get(key);
        if (value.isPresent()) {
            value(pointer, key, value.get(), format);
        } else if (required) {
            String child = JsonPointers.child(pointer, key);
            findings.add(Diagnostic.error(RULE, FieldNames.of(child) + " is missing")
                    .at(descriptor, child)
                    .expected(formats.form(format))
                    .build());
        }
    }

    /** Nearly all values are valid: pointers are made only for those that are not. */
    private void value(String pointer, String key, Value value, FieldFormat format) {
        boolean valid = value instanceof Value.Str str && formats.accepts(format, str.value());
        if (!valid) {
            findings.add(wrongValue(JsonPointers.child(pointer, key), value, format));
        }
    }

    private Diagnostic wrongValue(String pointer, Value value, FieldFormat format) {
        boolean quotesHelp = value instanceof Value.Num || value instanceof Value.Bool;
        return Diagnostic.error(RULE, FieldNames.of(pointer) + " is not valid: " + FieldNames.shown(value))
                .at(descriptor, pointer)
                .found(value)
                .expected(formats.form(format))
                .hint("expected " + formats.form(format) + (quotesHelp ? "; put it in quotes to make it a text" : ""))
                .build();
    }
}
