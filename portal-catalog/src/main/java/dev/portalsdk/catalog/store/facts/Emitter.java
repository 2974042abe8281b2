package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that gives entities: a provider's bucket, or an entity. */
abstract class Emitter {
    private @Nullable Slot direct;
    private Map<LocationRef, Slot> bySource = Map.of();

    /** How many claims it makes in all. */
    int given;

    abstract Giver giver();

    /** The registration that led to a slot. */
    abstract LocationRef origin(Slot slot);

    /** What it gives directly. */
    Slot direct() {
        Slot slot = direct;
        if (slot == null) {
            slot = newSlot(Optional.empty());
            direct = slot;
        }
        return slot;
    }

    /** What it gives through sources. */
    Map<LocationRef, Slot> bySource() {
        return bySource;
    }

    /** One more slot, for a source that it has none for. */
    Slot addSlot(Want want) {
        Slot slot = newSlot(Optional.of(want));
        if (bySource.isEmpty()) {
            bySource = new LinkedHashMap<>(2);
        }
        bySource.put(want.source(), slot);
        return slot;
    }

    /** Reads a source no more. */
    void removeSlot(LocationRef source) {
        bySource.remove(source);
    }

    /** Reads no source any more. */
    void removeSlots() {
        bySource = Map.of();
    }

    Slot newSlot(Optional<Want> want) {
        return new Slot(this, want);
    }

    /** Whether it gives anything now. */
    boolean gives() {
        return given > 0;
    }

    void forEachGiven(Consumer<Claimant> action) {
        direct().given().forEach(action);
        bySource().values().forEach(slot -> slot.given().forEach(action));
    }

    /** What is wrong with what it gives. */
    void addEmitted(Collection<Diagnostic> to) {
        to.addAll(direct().findings());
        bySource().values().forEach(slot -> to.addAll(slot.findings()));
    }
}
