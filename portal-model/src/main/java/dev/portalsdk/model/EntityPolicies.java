package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The policies that Backstage applies to every entity, in the order in which it does. */
public final class EntityPolicies {
    private static final Set<String> ROOT_FIELDS = Set.of("apiVersion", "kind", "metadata", "spec");

    private EntityPolicies() {}

    /** The four standard policies. */
    public static List<EntityPolicy> standard() {
        return standard(FieldFormats.standard());
    }

    /** The four standard policies with formats of the host's own. */
    public static List<EntityPolicy> standard(FieldFormats formats) {
        return List.of(schemaValid(), defaultNamespace(), noForeignRootFields(), fieldFormats(formats));
    }

    /** The document has the shape that all kinds share: apiVersion, kind, metadata with a name, and each with its type. Rule {@code envelope}. */
    public static EntityPolicy schemaValid() {
        return EnvelopePolicy.INSTANCE;
    }

    /** An absent namespace becomes {@value EntityRef#DEFAULT_NAMESPACE}. */
    public static EntityPolicy defaultNamespace() {
        return EntityPolicies::withNamespace;
    }

    /** Only apiVersion, kind, metadata and spec stand at the root: the rest is the catalog's to give, or a typo. Rule {@code unknown-root-field}. */
    public static EntityPolicy noForeignRootFields() {
        return EntityPolicies::withoutForeignRootFields;
    }

    /** Names, labels, tags and so on have their formats. Rule {@code field-format}. */
    public static EntityPolicy fieldFormats(FieldFormats formats) {
        return descriptor -> Validated.of(descriptor, new FieldFormatCheck(descriptor, formats).findings());
    }

    private static Validated<EntityDescriptor> withNamespace(EntityDescriptor descriptor) {
        Value.Obj metadata = descriptor.metadata();
        boolean absent = descriptor.root().obj("metadata").isPresent() && !metadata.has("namespace");
        return Validated.of(
                absent
                        ? descriptor.withRoot(descriptor
                                .root()
                                .with(
                                        "metadata",
                                        metadata.with("namespace", Value.Str.of(EntityRef.DEFAULT_NAMESPACE))))
                        : descriptor);
    }

    private static Validated<EntityDescriptor> withoutForeignRootFields(EntityDescriptor descriptor) {
        List<Diagnostic> findings = new ArrayList<>();
        for (String key : descriptor.root().keys()) {
            if (!ROOT_FIELDS.contains(key)) {
                findings.add(foreign(descriptor, key));
            }
        }
        return Validated.of(descriptor, findings);
    }

    static Diagnostic foreign(EntityDescriptor descriptor, String key) {
        String pointer = JsonPointers.child("", key);
        Diagnostic.Builder finding = Diagnostic.error("unknown-root-field", "Unknown field \"" + key + "\" at the root")
                .at(descriptor, pointer)
                .expected("apiVersion, kind, metadata and spec");
        descriptor.keyLocation(pointer).ifPresent(finding::at);
        if (key.equals("relations") || key.equals("status")) {
            finding.hint("the catalog itself gives " + key + "; remove it");
        } else {
            Suggestions.didYouMean(key, ROOT_FIELDS).ifPresent(finding::hint);
        }
        return finding.build();
    }
}
