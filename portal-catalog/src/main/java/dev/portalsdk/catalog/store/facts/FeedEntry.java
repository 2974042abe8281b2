package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the feed tells of one step of an entity. */
record FeedEntry(Change.Type type, Optional<StitchedEntity> before, Optional<StitchedEntity> after) {

    /** Empty if both are the same. */
    static Optional<FeedEntry> of(Optional<StitchedEntity> before, Optional<StitchedEntity> after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        Change.Type type =
                before.isEmpty() ? Change.Type.ADDED : after.isEmpty() ? Change.Type.REMOVED : Change.Type.CHANGED;
        return Optional.of(new FeedEntry(type, before, after));
    }

    FactRows.Shown of(long entity) {
        return new FactRows.Shown(entity, type, before, after, related());
    }

    /** The other ends of relations that came or went. */
    List<EntityRef> related() {
        List<Relation> had = before.map(StitchedEntity::relations).orElse(List.of());
        List<Relation> has = after.map(StitchedEntity::relations).orElse(List.of());
        if (had.equals(has)) {
            return List.of();
        }
        Set<EntityRef> ends = new LinkedHashSet<>();
        addEnds(had, has, ends);
        addEnds(has, had, ends);
        ends.remove(after.or(() -> before).orElseThrow().ref());
        return List.copyOf(ends);
    }

    private static void addEnds(List<Relation> of, List<Relation> butNotOf, Set<EntityRef> ends) {
        Set<Relation> others = butNotOf.isEmpty() ? Set.of() : new HashSet<>(butNotOf);
        for (Relation relation : of) {
            if (!others.contains(relation)) {
                ends.add(relation.source());
                ends.add(relation.target());
            }
        }
    }
}
