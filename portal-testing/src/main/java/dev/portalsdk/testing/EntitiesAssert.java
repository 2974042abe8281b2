package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckedEntity;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Assertions about each of several entities; a failure shows all of those that do not hold. */
public final class EntitiesAssert {
    private static final String RULE = "expected";

    private final CatalogAssert catalog;
    private final CatalogGraph graph;
    private final String what;
    private final List<CheckedEntity> entities;

    EntitiesAssert(CatalogAssert catalog, CatalogGraph graph, String what, List<CheckedEntity> entities) {
        this.catalog = catalog;
        this.graph = graph;
        this.what = what;
        this.entities = entities;
    }

    /** Each has an owner, and that is in these files. */
    public EntitiesAssert hasOwner() {
        return holds("has an owner", entity -> {
            boolean owned = graph.targets(entity.ref(), RelationType.OWNED_BY.name()).stream()
                    .anyMatch(owner -> graph.find(owner).isPresent());
            return owned
                    ? Optional.empty()
                    : Optional.of(
                            CatalogGraph.finding(entity, RULE, "/spec/owner", "its owner is in none of these files"));
        });
    }

    /** Each has a value for an annotation. */
    public EntitiesAssert hasAnnotation(String key) {
        return holds(
                "has the annotation " + key,
                entity -> missing(
                        entity,
                        entity.entity().metadata().annotations().containsKey(key),
                        "/metadata/annotations",
                        "it has no annotation " + key));
    }

    /** Each has a tag. */
    public EntitiesAssert hasTag(String tag) {
        return holds(
                "has the tag " + tag,
                entity -> missing(
                        entity,
                        entity.entity().metadata().tags().contains(tag),
                        "/metadata/tags",
                        "it has no tag " + tag));
    }

    /** Each says what it is. */
    public EntitiesAssert hasDescription() {
        return holds(
                "has a description",
                entity -> missing(
                        entity,
                        entity.entity()
                                .metadata()
                                .description()
                                .filter(text -> !text.isBlank())
                                .isPresent(),
                        "/metadata/description",
                        "it has no description"));
    }

    /**
     * Each has something at a place.
     *
     * @param pointer as of RFC 6901: {@code /spec/lifecycle}
     * @param allowed what it has to be
     * @param expected names that in failures: "production or deprecated"
     */
    public EntitiesAssert hasField(String pointer, Predicate<Value> allowed, String expected) {
        return holds(
                "has " + expected + " at " + pointer,
                entity -> missing(
                        entity,
                        entity.descriptor().root().at(pointer).filter(allowed).isPresent(),
                        pointer,
                        "expected " + expected + " at " + pointer));
    }

    /**
     * Each satisfies a condition of yours.
     *
     * @param condition names it in failures, after the kind: "has a runbook"
     */
    public EntitiesAssert satisfies(String condition, Predicate<CheckedEntity> holding) {
        return holds(
                condition,
                entity -> missing(entity, holding.test(entity), "/metadata/name", "expected that it " + condition));
    }

    private static Optional<Diagnostic> missing(CheckedEntity entity, boolean holds, String pointer, String message) {
        return holds ? Optional.empty() : Optional.of(CatalogGraph.finding(entity, RULE, pointer, message));
    }

    private EntitiesAssert holds(String condition, Function<CheckedEntity, Optional<Diagnostic>> check) {
        List<Diagnostic> failed = entities.stream()
                .flatMap(entity -> check.apply(entity).stream())
                .toList();
        if (!failed.isEmpty()) {
            throw Failures.of(
                    "Expected that every " + what + " " + condition + ", but " + failed.size() + " of "
                            + entities.size() + " do not",
                    failed);
        }
        return this;
    }

    /** Back to all files. */
    public CatalogAssert and() {
        return catalog;
    }
}
