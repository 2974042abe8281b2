package dev.portalsdk.testing;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckedEntity;
import java.util.List;
import java.util.Optional;

/**
 * Assertions about one entity. Refs are texts as in files; their kind and namespace may be left out where the relation says which is meant, as there.
 * Relations count whichever end declares them.
 */
public final class EntityAssert {
    private static final String RULE = "expected";

    private final CatalogAssert catalog;
    private final CatalogGraph graph;
    private final CheckedEntity entity;

    EntityAssert(CatalogAssert catalog, CatalogGraph graph, CheckedEntity entity) {
        this.catalog = catalog;
        this.graph = graph;
        this.entity = entity;
    }

    /** It needs all of these; kinds have to be named. */
    public EntityAssert dependsOn(String... refs) {
        return related(RelationType.DEPENDS_ON, "", "/spec/dependsOn", refs);
    }

    /** One of its owners is this: a Group unless the ref says otherwise. */
    public EntityAssert isOwnedBy(String ref) {
        return related(RelationType.OWNED_BY, "Group", "/spec/owner", ref);
    }

    /** It is a part of this: a System unless the ref says otherwise. */
    public EntityAssert isPartOf(String ref) {
        return related(RelationType.PART_OF, "System", "/spec/system", ref);
    }

    /** It offers all of these APIs. */
    public EntityAssert providesApi(String... refs) {
        return related(RelationType.PROVIDES_API, "API", "/spec/providesApis", refs);
    }

    /** It uses all of these APIs. */
    public EntityAssert consumesApi(String... refs) {
        return related(RelationType.CONSUMES_API, "API", "/spec/consumesApis", refs);
    }

    /**
     * It has relations of a type to all of these; kinds have to be named.
     *
     * @param type as the catalog shows it: {@code apiConsumedBy}
     */
    public EntityAssert hasRelation(String type, String... refs) {
        return related(type, "", "/spec", refs);
    }

    private EntityAssert related(RelationType type, String defaultKind, String pointer, String... refs) {
        return related(type.name(), defaultKind, pointer, refs);
    }

    private EntityAssert related(String type, String defaultKind, String pointer, String... refs) {
        if (refs.length == 0) {
            throw new IllegalArgumentException("Name at least one entity: without any there is nothing to check");
        }
        List<EntityRef> targets = graph.targets(entity.ref(), type);
        for (String text : refs) {
            EntityRef wanted = defaultKind.isEmpty()
                    ? EntityRef.parse(text)
                    : EntityRef.parse(text, defaultKind, EntityRef.DEFAULT_NAMESPACE);
            if (!targets.contains(wanted)) {
                throw failed(
                        pointer,
                        "expected " + type + " " + wanted + ", but it has "
                                + (targets.isEmpty() ? "no such relation" : "only " + targets));
            }
        }
        return this;
    }

    /** It has an annotation with this value. */
    public EntityAssert hasAnnotation(String key, String value) {
        Optional<String> found = entity.entity().metadata().annotation(key);
        if (!found.equals(Optional.of(value))) {
            throw failed(
                    "/metadata/annotations/" + key.replace("~", "~0").replace("/", "~1"),
                    "expected the annotation " + key + ": " + value + ", but it is "
                            + found.map(text -> "\"" + text + "\"").orElse("not there"));
        }
        return this;
    }

    /** It has a tag. */
    public EntityAssert hasTag(String tag) {
        List<String> tags = entity.entity().metadata().tags();
        if (!tags.contains(tag)) {
            throw failed("/metadata/tags", "expected the tag " + tag + ", but it has " + tags);
        }
        return this;
    }

    /**
     * It has a value at a place.
     *
     * @param pointer as of RFC 6901: {@code /spec/type}
     * @param value text, number, boolean, list or map
     */
    public EntityAssert hasField(String pointer, Object value) {
        Value expected = Value.of(value);
        Optional<Value> found = entity.entity().toValue().at(pointer);
        if (!found.equals(Optional.of(expected))) {
            throw failed(
                    pointer,
                    "expected " + expected.toJson() + " at " + pointer + ", but "
                            + found.map(other -> "found " + other.toJson()).orElse("there is nothing"));
        }
        return this;
    }

    private AssertionError failed(String pointer, String message) {
        return Failures.of(
                "An entity is not as expected", List.of(CatalogGraph.finding(entity, RULE, pointer, message)));
    }

    /** Back to all files. */
    public CatalogAssert and() {
        return catalog;
    }
}
