package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Something that gives entities: a provider's bucket, or an entity. */
abstract class Emitter {
    /** What it gives directly. */
    final Slot direct = new Slot(this, Optional.empty());

    /** What it gives through sources. */
    Map<LocationRef, Slot> bySource = Map.of();

    abstract Giver giver();

    /** The registration that led to a slot. */
    abstract LocationRef origin(Slot slot);

    /** How many claims it makes in all. */
    int given;

    /** Whether it gives anything now. */
    boolean gives() {
        return given > 0;
    }

    void forEachGiven(java.util.function.Consumer<Claimant> action) {
        direct.given.values().forEach(action);
        bySource.values().forEach(slot -> slot.given.values().forEach(action));
    }

    /** What is wrong with what it gives. */
    void addEmitted(Collection<Diagnostic> to) {
        to.addAll(direct.findings);
        bySource.values().forEach(slot -> to.addAll(slot.findings));
    }
}
