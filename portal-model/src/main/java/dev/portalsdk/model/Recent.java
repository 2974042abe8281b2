package dev.portalsdk.model;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives equal objects that recur as one, so that a catalog holds them once.
 *
 * <p>A cache that forgets: of objects that meet in one place the older goes. Nothing depends on what it holds. For immutable objects; safe for use by many
 * threads.
 */
final class Recent<T> {
    private final AtomicReferenceArray<T> slots;

    /** With room for this many, a power of two. */
    Recent(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    /** The object, or the one equal to it that is remembered. */
    T shared(T object) {
        // Each may lie in two neighbouring slots: the first is that of the last one met.
        int first = (object.hashCode() * 0x9E3779B9) >>> (1 + Integer.numberOfLeadingZeros(slots.length()));
        T met = slots.getPlain(first);
        if (object.equals(met)) {
            return met;
        }
        T before = slots.getPlain(first ^ 1);
        T shared = object.equals(before) ? before : object;
        slots.setPlain(first ^ 1, met);
        slots.setPlain(first, shared);
        return shared;
    }
}
