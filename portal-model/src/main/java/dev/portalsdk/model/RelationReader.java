package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads the references in the fields that a kind declares. What is no reference becomes a finding of rule {@code entity-ref} or {@code relation-field}. */
final class RelationReader {
    private final EntityDescriptor descriptor;
    private final String namespace;
    private final UnaryOperator<EntityRef> refs;
    private final List<Entity.Reference> references = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    private RelationReader(EntityDescriptor descriptor, UnaryOperator<EntityRef> refs) {
        this.descriptor = descriptor;
        this.namespace = descriptor.metadata().string("namespace").orElse(EntityRef.DEFAULT_NAMESPACE);
        this.refs = refs;
    }

    /**
     * The references of a descriptor, in the order of fields and elements.
     *
     * @param refs gives an equal ref, which others may share
     */
    static Validated<List<Entity.Reference>> read(
            EntityDescriptor descriptor, Kind<?> kind, UnaryOperator<EntityRef> refs) {
        RelationReader reader = new RelationReader(descriptor, refs);
        Value.Obj spec = descriptor.spec();
        for (RelationField field : kind.relationFields()) {
            String pointer = JsonPointers.child("/spec", field.field());
            spec.get(field.field()).ifPresent(value -> reader.read(field, pointer, value));
        }
        return Validated.of(List.copyOf(reader.references), reader.findings);
    }

    /** The references in a field's value: a text, or the texts of a list. */
    static List<String> texts(Value value) {
        return value instanceof Value.Arr elements
                ? elements.strings()
                : value.asString().map(List::of).orElse(List.of());
    }

    private void read(RelationField field, String pointer, Value value) {
        if (value instanceof Value.Arr elements) {
            for (int i = 0; i < elements.size(); i++) {
                readElement(field, pointer + "/" + i, elements.get(i));
            }
        } else {
            readElement(field, pointer, value);
        }
    }

    private void readElement(RelationField field, String pointer, Value element) {
        if (element instanceof Value.Str text) {
            readText(field, pointer, text.value());
        } else {
            ignored(pointer, element);
        }
    }

    private void readText(RelationField field, String pointer, String text) {
        try {
            EntityRef target = EntityRef.parse(text, field.defaultKind().orElse(""), namespace);
            references.add(new Entity.Reference(field, pointer, text, refs.apply(target)));
        } catch (IllegalArgumentException e) {
            findings.add(Diagnostic.error("entity-ref", FieldNames.of(pointer) + ": " + e.getMessage())
                    .at(descriptor, pointer)
                    .found(Value.Str.of(text))
                    .expected("a reference to an entity: " + EntityRefParser.FORM)
                    .build());
        }
    }

    /** Where the kind's schema asks for nothing, as Backstage's does not for dependencyOf, what is no reference is left out. */
    private void ignored(String pointer, Value value) {
        findings.add(Diagnostic.warning(
                        "relation-field",
                        FieldNames.of(pointer) + " is no reference and makes no relation: " + FieldNames.shown(value))
                .at(descriptor, pointer)
                .found(value)
                .expected("a reference to an entity: " + EntityRefParser.FORM)
                .build());
    }
}
