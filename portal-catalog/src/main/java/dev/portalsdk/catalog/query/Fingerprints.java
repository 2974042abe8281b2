package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;

/** Numbers that tell sets of relations apart: the sum over the set, so that one relation more or less is one addition. The same in every process. */
final class Fingerprints {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** No character. */
    private static final int END = 0x10000;

    private Fingerprints() {}

    /** Of a relation, as the entity at one of its ends sees it. */
    static long of(String type, String inverse, EntityRef farEnd) {
        long bits = add(FNV_OFFSET, type);
        bits = add(bits, inverse);
        bits = add(bits, farEnd.kind());
        bits = add(bits, farEnd.namespace());
        return mixed(add(bits, farEnd.name()));
    }

    /** FNV-1a over the characters and an end mark: the 32 bits of {@link String#hashCode} are the same for many a pair of names. */
    private static long add(long seed, String text) {
        long bits = seed;
        for (int i = 0; i < text.length(); i++) {
            bits = (bits ^ text.charAt(i)) * FNV_PRIME;
        }
        return (bits ^ END) * FNV_PRIME;
    }

    // The finalizer of SplitMix64: in a sum every bit must count.
    private static long mixed(long seed) {
        long bits = (seed ^ seed >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }
}
