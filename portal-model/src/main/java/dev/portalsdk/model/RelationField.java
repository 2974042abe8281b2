package dev.portalsdk.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A field of {@code spec} that holds a reference, or an array of them, and so makes relations in both directions.
 *
 * <p>A reference that names no namespace means the entity's own.
 *
 * @param field key in {@code spec}
 * @param type what the relation says, from the entity that has the field
 * @param defaultKind the kind of a reference that names none; empty if it has to name one
 * @param targetKinds the kinds that make sense as targets, as written in descriptors; empty if any does
 */
public record RelationField(String field, RelationType type, Optional<String> defaultKind, Set<String> targetKinds) {

    /** @throws IllegalArgumentException if the field's name is blank */
    public RelationField {
        if (field.isBlank()) {
            throw new IllegalArgumentException("A relation field needs the name of a key in spec");
        }
        targetKinds = Collections.unmodifiableSet(new LinkedHashSet<>(targetKinds));
    }

    /** A field whose references may leave out their kind, e.g. {@code of("owner", OWNED_BY, "Group", "User")}. */
    public static RelationField of(String field, RelationType type, String defaultKind, String... otherKinds) {
        Set<String> kinds = new LinkedHashSet<>();
        kinds.add(defaultKind);
        kinds.addAll(Arrays.asList(otherKinds));
        return new RelationField(field, type, Optional.of(defaultKind), kinds);
    }

    /** A field whose references have to name their kind, e.g. {@code dependsOn}. */
    public static RelationField withExplicitKind(String field, RelationType type, String... targetKinds) {
        return new RelationField(field, type, Optional.empty(), new LinkedHashSet<>(Arrays.asList(targetKinds)));
    }
}
