package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Every relation, from both of its ends. A relation that is declared from both ends, or more than once, is one, and is gone when the last that
 * declared it is.
 *
 * <p>An entity's end is joined when it is read, so that a group with many members costs nothing when one joins. Guarded by the index's lock.
 */
final class Relatives {
    private final Map<EntityRef, Ends> byEntity = new HashMap<>();

    /** The far end of a relation. */
    private record End(RelationType type, EntityRef target) {}

    /** The relations of one entity, each with how often it is declared; and a fingerprint of them in which order does not matter. */
    private static final class Ends {
        private final Map<End, Integer> counts = new HashMap<>(4);
        private long fingerprint;
    }

    void add(StitchedEntity entity) {
        entity.relations().forEach(relation -> both(relation, 1));
    }

    void remove(StitchedEntity entity) {
        entity.relations().forEach(relation -> both(relation, -1));
    }

    private void both(Relation relation, int change) {
        count(relation.source(), new End(relation.type(), relation.target()), change);
        count(relation.target(), new End(relation.type().inverse(), relation.source()), change);
    }

    private void count(EntityRef from, End end, int change) {
        Ends ends = byEntity.computeIfAbsent(from, ref -> new Ends());
        int before = ends.counts.getOrDefault(end, 0);
        int after = before + change;
        if (after == 0) {
            ends.counts.remove(end);
        } else {
            ends.counts.put(end, after);
        }
        if (before == 0 || after == 0) {
            ends.fingerprint += (before == 0 ? 1 : -1) * mixed(end);
        }
        if (ends.counts.isEmpty()) {
            byEntity.remove(from);
        }
    }

    /** Whether any target of relations of a type, given in lower case, passes the test. */
    boolean anyMatch(EntityRef from, String foldedType, Predicate<String> target) {
        Ends ends = byEntity.get(from);
        return ends != null
                && ends.counts.keySet().stream()
                        .filter(end -> end.type().name().equalsIgnoreCase(foldedType))
                        .anyMatch(end -> target.test(end.target().toString()));
    }

    /** The entity with all of its relations, by type and target, and an etag that changes with them. */
    StitchedEntity joinedTo(StitchedEntity entity) {
        Ends ends = byEntity.get(entity.ref());
        if (ends == null) {
            return entity;
        }
        record Keyed(String type, String target, Relation relation) {}
        List<Relation> relations = ends.counts.keySet().stream()
                .map(end -> new Keyed(
                        end.type().name(),
                        end.target().toString(),
                        new Relation(entity.ref(), end.type(), end.target())))
                .sorted(Comparator.comparing(Keyed::type).thenComparing(Keyed::target))
                .map(Keyed::relation)
                .toList();
        return entity.withRelations(relations, entity.etag() + Long.toHexString(ends.fingerprint));
    }

    /** As FNV-1a over the parts, spread. */
    private static long mixed(End end) {
        long hash = 0xcbf29ce484222325L;
        for (String part : List.of(
                end.type().name(),
                end.target().kind(),
                end.target().namespace(),
                end.target().name())) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0xffff) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }
}
