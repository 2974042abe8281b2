package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.kind.Kinds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A change feed without a catalog, for tests of whoever follows one: what is put is visible at once. For any number of threads.
 */
public final class VisibleEntities implements ChangeFeed {
    private static final EntityValidator VALIDATOR = EntityValidator.of(Kinds.standard());

    private final int capacity;
    private final List<Change> changes = new ArrayList<>();
    private final Map<EntityRef, StitchedEntity> visible = new LinkedHashMap<>();

    /** @param capacity how many changes it reaches back */
    public VisibleEntities(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A valid entity as a catalog would show it.
     *
     * @param more relations beside those that its kind declares
     * @throws dev.portalsdk.model.InvalidCatalogException if it is not valid
     */
    public static StitchedEntity stitched(ProvidedEntity given, List<Relation> more) {
        Entity entity = VALIDATOR.validate(given.descriptor()).orThrow();
        List<Relation> relations = new ArrayList<>(entity.relations());
        relations.addAll(more);
        return new StitchedEntity(
                entity,
                entity.toValue(),
                relations,
                List.of(),
                new StitchedEntity.Provenance(given.location(), given.location(), false),
                Optional.empty());
    }

    /** First takes away, then gives. */
    public synchronized void apply(Mutation.Delta delta) {
        delta.removed().forEach(this::remove);
        delta.added().forEach(given -> put(stitched(given, List.of())));
    }

    /** Makes a valid entity visible, in place of the one with its ref. */
    public synchronized void put(EntityDescriptor descriptor) {
        put(stitched(ProvidedEntity.of(descriptor), List.of()));
    }

    /** Makes an entity visible, in place of the one with its ref. */
    public synchronized void put(StitchedEntity entity) {
        StitchedEntity before = visible.put(entity.ref(), entity);
        changes.add(change(before == null ? Change.Type.ADDED : Change.Type.CHANGED, entity, Optional.of(entity)));
    }

    /** Takes an entity away; if there is none, nothing happens. */
    public synchronized void remove(EntityRef ref) {
        StitchedEntity before = visible.remove(ref);
        if (before != null) {
            changes.add(change(Change.Type.REMOVED, before, Optional.empty()));
        }
    }

    private Change change(Change.Type type, StitchedEntity about, Optional<StitchedEntity> now) {
        return new Change(changes.size() + 1, Instant.EPOCH, type, about.ref(), about.location(), now, List.of());
    }

    @Override
    public synchronized long version() {
        return changes.size();
    }

    @Override
    public synchronized List<Change> after(long version, int limit) {
        if (changes.size() - version > capacity) {
            throw new CatalogException("Too far back: " + version);
        }
        return List.copyOf(changes.subList((int) version, (int) Math.min(changes.size(), version + limit)));
    }

    @Override
    public synchronized Snapshot snapshot() {
        return new Snapshot(changes.size(), List.copyOf(visible.values()));
    }
}
