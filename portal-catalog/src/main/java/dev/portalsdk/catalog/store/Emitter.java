package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Something that gives entities: a provider's bucket, or an entity. */
abstract class Emitter {
    /** What it gives directly. */
    final Slot direct = new Slot(this, Optional.empty());

    /** What it gives through sources. */
    final Map<LocationRef, Slot> bySource = new LinkedHashMap<>();

    abstract Giver giver();

    /** The registration that led to a slot. */
    abstract LocationRef origin(Slot slot);

    /** Whether it gives anything now. */
    boolean gives() {
        return !direct.given.isEmpty() || bySource.values().stream().anyMatch(slot -> !slot.given.isEmpty());
    }

    void forEachGiven(java.util.function.Consumer<Claimant> action) {
        direct.given.values().forEach(action);
        bySource.values().forEach(slot -> slot.given.values().forEach(action));
    }
}
