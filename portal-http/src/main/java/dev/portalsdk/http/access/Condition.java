package dev.portalsdk.http.access;

import dev.portalsdk.model.EntityRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which entities, or tasks, a decision is for; rules and their names are Backstage's. Case does not matter in keys and values; keys and values have at most 200
 * characters.
 */
public sealed interface Condition {
    /** Those that pass all of these; all if there are none. */
    static Condition allOf(Condition... conditions) {
        return new AllOf(List.of(conditions));
    }

    /** Those that pass any of these; none if there are none. */
    static Condition anyOf(Condition... conditions) {
        return new AnyOf(List.of(conditions));
    }

    /** Those that do not pass this one. */
    static Condition not(Condition condition) {
        return new Not(condition);
    }

    /** {@code HAS_ANNOTATION}: entities with an annotation. */
    static Condition hasAnnotation(String annotation) {
        return new HasField("metadata.annotations." + annotation, Optional.empty());
    }

    /** {@code HAS_ANNOTATION}: entities with this value of an annotation. */
    static Condition hasAnnotation(String annotation, String value) {
        return new HasField("metadata.annotations." + annotation, Optional.of(value));
    }

    /** {@code HAS_LABEL}: entities with a label. */
    static Condition hasLabel(String label) {
        return new HasField("metadata.labels." + label, Optional.empty());
    }

    /** {@code HAS_LABEL}: entities with this value of a label. */
    static Condition hasLabel(String label, String value) {
        return new HasField("metadata.labels." + label, Optional.of(value));
    }

    /** {@code HAS_METADATA}: entities with something at a key of their metadata, which is not an object. */
    static Condition hasMetadata(String key) {
        return new HasField("metadata." + key, Optional.empty());
    }

    /** {@code HAS_METADATA}: entities with this value at a key of their metadata, or in the list there. */
    static Condition hasMetadata(String key, String value) {
        return new HasField("metadata." + key, Optional.of(value));
    }

    /** {@code HAS_SPEC}: entities with something at a key of their spec, which is not an object. */
    static Condition hasSpec(String key) {
        return new HasField("spec." + key, Optional.empty());
    }

    /** {@code HAS_SPEC}: entities with this value at a key of their spec, or in the list there. */
    static Condition hasSpec(String key, String value) {
        return new HasField("spec." + key, Optional.of(value));
    }

    /** {@code IS_ENTITY_KIND}: entities of one of these kinds. */
    static Condition isEntityKind(String... kinds) {
        return new IsEntityKind(List.of(kinds));
    }

    /** {@code IS_ENTITY_OWNER}: entities that one of these owns, usually {@link Principal#ownership()}. */
    static Condition isEntityOwner(Collection<EntityRef> claims) {
        return new IsEntityOwner(List.copyOf(claims));
    }

    /** {@code IS_TASK_OWNER}: tasks that one of these submitted. */
    static Condition isTaskOwner(Collection<EntityRef> creators) {
        return new IsTaskOwner(List.copyOf(creators));
    }

    /** All of these. */
    record AllOf(List<Condition> conditions) implements Condition {
        /** Copies the list. */
        public AllOf {
            conditions = List.copyOf(conditions);
        }
    }

    /** Any of these. */
    record AnyOf(List<Condition> conditions) implements Condition {
        /** Copies the list. */
        public AnyOf {
            conditions = List.copyOf(conditions);
        }
    }

    /** Not this one. */
    record Not(Condition condition) implements Condition {}

    /**
     * Something at a place of the entity.
     *
     * @param key a dotted path
     * @param value empty for any
     */
    record HasField(String key, Optional<String> value) implements Condition {
        private static final int LONGEST = 200;

        /** @throws IllegalArgumentException if the key or value is longer than what can be searched: what is not found cannot be held back */
        public HasField {
            if (key.length() > LONGEST || value.orElse("").length() > LONGEST) {
                throw new IllegalArgumentException(
                        "A condition's key and value have at most " + LONGEST + " characters, not \"" + key + "\"");
            }
        }
    }

    /** One of these kinds. */
    record IsEntityKind(List<String> kinds) implements Condition {
        /** Copies the list. */
        public IsEntityKind {
            kinds = List.copyOf(kinds);
        }
    }

    /** Owned by one of these. */
    record IsEntityOwner(List<EntityRef> claims) implements Condition {
        /** Copies the list. */
        public IsEntityOwner {
            claims = List.copyOf(claims);
        }
    }

    /** Submitted by one of these. */
    record IsTaskOwner(List<EntityRef> creators) implements Condition {
        /** Copies the list. */
        public IsTaskOwner {
            creators = List.copyOf(creators);
        }
    }
}
