package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the relations that a kind's fields declare. References that cannot be parsed are findings of rule {@code entity-ref}. */
final class RelationReader {
    private final EntityDescriptor descriptor;
    private final EntityRef source;
    private final Set<Relation> relations = new TreeSet<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    private RelationReader(EntityDescriptor descriptor, EntityRef source) {
        this.descriptor = descriptor;
        this.source = source;
    }

    static Validated<List<Relation>> read(EntityDescriptor descriptor, Kind<?> kind) {
        return descriptor
                .ref()
                .map(source -> new RelationReader(descriptor, source).read(kind.relationFields()))
                .orElse(Validated.of(List.of()));
    }

    private Validated<List<Relation>> read(List<RelationField> fields) {
        Value.Obj spec = descriptor.spec();
        for (RelationField field : fields) {
            String pointer = JsonPointers.child("/spec", field.field());
            spec.get(field.field()).ifPresent(value -> read(field, pointer, value));
        }
        return Validated.of(List.copyOf(relations), findings);
    }

    /** The references in a field's value: a text, or the texts of a list. */
    static List<String> texts(Value value) {
        return value instanceof Value.Arr elements
                ? elements.strings()
                : value.asString().map(List::of).orElse(List.of());
    }

    private void read(RelationField field, String pointer, Value value) {
        if (value instanceof Value.Str text) {
            readRef(field, pointer, text.value());
        } else if (value instanceof Value.Arr elements) {
            for (int i = 0; i < elements.size(); i++) {
                readElement(field, pointer + "/" + i, elements.get(i));
            }
        } else {
            ignored(pointer, value);
        }
    }

    private void readElement(RelationField field, String pointer, Value element) {
        if (element instanceof Value.Str text) {
            readRef(field, pointer, text.value());
        } else {
            ignored(pointer, element);
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

    private void readRef(RelationField field, String pointer, String text) {
        try {
            EntityRef target = EntityRef.parse(text, field.defaultKind().orElse(""), source.namespace());
            relations.add(new Relation(source, field.type(), target));
        } catch (IllegalArgumentException e) {
            findings.add(Diagnostic.error("entity-ref", FieldNames.of(pointer) + ": " + e.getMessage())
                    .at(descriptor, pointer)
                    .found(Value.Str.of(text))
                    .expected("a reference to an entity: " + EntityRefParser.FORM)
                    .build());
        }
    }
}
