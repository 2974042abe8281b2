package dev.portalsdk.catalog.query;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one snapshot so far. For any number of threads.
 *
 * <p>Readers make an index when they ask for it, and only those who ask for the same one at the same time wait. The writer carries what is there over to
 * the next snapshot; an index that was still being made then is carried over by the reader who made it, so that none is lost however fast changes come.
 * Of more than {@value #LIMIT} the one that was asked for the longest ago is dropped.
 */
final class DerivedIndexes {
    static final int LIMIT = 128;

    private final Map<Object, Slot> slots = new ConcurrentHashMap<>();
    private volatile Derived.@Nullable Step next;

    /** A place for one index. */
    private static final class Slot {
        private volatile @Nullable Derived made;
        private volatile long askedAt;

        private synchronized Derived make(Supplier<? extends Derived> maker) {
            Derived there = made;
            if (there == null) {
                there = maker.get();
                made = there;
            }
            return there;
        }
    }

    /** The index by this key, made if need be. */
    Derived get(Object key, long version, Supplier<? extends Derived> maker) {
        Slot slot = slots.get(key);
        if (slot == null) {
            Slot mine = new Slot();
            mine.askedAt = version;
            Slot other = slots.putIfAbsent(key, mine);
            slot = other == null ? mine : other;
            dropOldest();
        }
        if (slot.askedAt != version) {
            slot.askedAt = version;
        }
        Derived made = slot.made;
        if (made == null) {
            made = slot.make(maker);
            carry(key, slot);
        }
        return made;
    }

    /** Whether the index is there already. */
    boolean has(Object key) {
        Slot slot = slots.get(key);
        return slot != null && slot.made != null;
    }

    /** Carries everything over. A step that changes most of a catalog carries nothing: making anew costs less. */
    void follow(Derived.Step step) {
        boolean mass = step.changes().size() * 2L > step.after().live().getLongCardinality();
        if (!mass) {
            slots.forEach((key, slot) -> carry(key, slot, step));
            next = step;
            slots.forEach((key, slot) -> carry(key, slot, step)); // what was finished meanwhile
        }
    }

    /** Carries one on through all snapshots that there are since: a reader who was slow may be very many of them behind. */
    private void carry(Object key, Slot slot) {
        Slot carried = slot;
        for (Derived.Step step = next;
                step != null && carried != null;
                step = step.after().derived().next) {
            carried = carry(key, carried, step);
        }
    }

    /** @return where it is in the next snapshot; null if it is not made yet, or another was there already */
    private static @Nullable Slot carry(Object key, Slot slot, Derived.Step step) {
        Derived made = slot.made;
        DerivedIndexes after = step.after().derived();
        if (made == null || after.slots.containsKey(key)) {
            return null;
        }
        Slot following = new Slot();
        following.made = made.after(step);
        following.askedAt = slot.askedAt;
        return after.slots.putIfAbsent(key, following) == null ? following : null;
    }

    private void dropOldest() {
        if (slots.size() > LIMIT) {
            slots.entrySet().stream()
                    .filter(entry -> entry.getValue().made != null)
                    .min(Comparator.comparingLong(entry -> entry.getValue().askedAt))
                    .ifPresent(entry -> slots.remove(entry.getKey(), entry.getValue()));
        }
    }
}
