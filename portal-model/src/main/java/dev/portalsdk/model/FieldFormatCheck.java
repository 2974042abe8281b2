package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;

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
        entries("/metadata/labels", FieldFormat.LABEL_KEY, FieldFormat.LABEL_VALUE);
        entries("/metadata/annotations", FieldFormat.ANNOTATION_KEY, FieldFormat.ANNOTATION_VALUE);
        List<Value> tags = metadata.arr("tags").map(Value.Arr::values).orElse(List.of());
        for (int i = 0; i < tags.size(); i++) {
            value("/metadata/tags/" + i, tags.get(i), FieldFormat.TAG);
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

    private void entries(String pointer, FieldFormat keyFormat, FieldFormat valueFormat) {
        descriptor
                .root()
                .at(pointer)
                .flatMap(Value::asObj)
                .ifPresent(entries -> entries.forEach((key, value) -> {
                    String child = JsonPointers.child(pointer, key);
                    if (!formats.accepts(keyFormat, key)) {
                        String what = FieldNames.of(pointer);
                        Diagnostic.Builder finding = Diagnostic.error(
                                        RULE, "The key " + Value.Str.of(key).toJson() + " of " + what + " is not valid")
                                .at(descriptor, child)
                                .found(Value.Str.of(key))
                                .expected(formats.form(keyFormat))
                                .hint("expected " + formats.form(keyFormat));
                        descriptor.keyLocation(child).ifPresent(finding::at);
                        findings.add(finding.build());
                    }
                    value(child, value, valueFormat);
                }));
    }

    private void field(Value.Obj holder, String pointer, String key, FieldFormat format, boolean required) {
        String child = JsonPointers.child(pointer, key);
        holder.get(key).ifPresentOrElse(value -> value(child, value, format), () -> {
            if (required) {
                findings.add(Diagnostic.error(RULE, FieldNames.of(child) + " is missing")
                        .at(descriptor, child)
                        .expected(formats.form(format))
                        .build());
            }
        });
    }

    private void value(String pointer, Value value, FieldFormat format) {
        boolean valid = value instanceof Value.Str str && formats.accepts(format, str.value());
        if (!valid) {
            String quoteHint = value instanceof Value.Num || value instanceof Value.Bool
                    ? "; put it in quotes to make it a text"
                    : "";
            findings.add(Diagnostic.error(RULE, FieldNames.of(pointer) + " is not valid: " + FieldNames.shown(value))
                    .at(descriptor, pointer)
                    .found(value)
                    .expected(formats.form(format))
                    .hint("expected " + formats.form(format) + quoteHint)
                    .build());
        }
    }
}
