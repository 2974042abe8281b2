package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;

/** Numbers that tell sets of relations apart: the sum over the set, so that one relation more or less is one addition. The same in every process. */
final class Fingerprints {
    private Fingerprints() {}

    /** Of a relation, as the entity at one of its ends sees it. */
    static long of(String type, String inverse, EntityRef farEnd) {
        long hash = mixed(type.hashCode(), inverse.hashCode());
        hash = mixed(hash, farEnd.kind().hashCode());
        hash = mixed(hash, farEnd.namespace().hashCode());
        return mixed(hash, farEnd.name().hashCode());
    }

    // The finalizer of SplitMix64.
    private static long mixed(long seed, int part) {
        long bits = seed * 0x9E3779B97F4A7C15L + part;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }
}
