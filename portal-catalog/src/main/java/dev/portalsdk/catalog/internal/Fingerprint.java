package dev.portalsdk.catalog.internal;

import dev.portalsdk.model.Value;

/**
 * Sixty-four bits that tell versions of something apart, the same in every process: FNV-1a over its characters and its shape. Order of keys counts, as
 * a reader sees it. The 32 bits of {@link String#hashCode} are the same for many a pair of names. Not for security; for one thread.
 */
public final class Fingerprint {
    private static final long PRIME = 0x100000001b3L;

    private long bits = 0xcbf29ce484222325L;

    /** A value, with the keys of its objects in their order. */
    public Fingerprint add(Value value) {
        if (value instanceof Value.Obj object) {
            mix('{');
            object.forEach((key, child) -> add(key).add(child));
            mix('}');
        } else if (value instanceof Value.Arr array) {
            mix('[');
            array.values().forEach(this::add);
            mix(']');
        } else if (value instanceof Value.Str text) {
            mix('"');
            add(text.value());
        } else {
            mix('=');
            add(value.toString());
        }
        return this;
    }

    /** A text, and that it ends. */
    public Fingerprint add(String text) {
        for (int i = 0; i < text.length(); i++) {
            mix(text.charAt(i));
        }
        mix(0x10000); // no character: "ab","c" is not "a","bc"
        return this;
    }

    private void mix(int part) {
        bits = (bits ^ part) * PRIME;
    }

    /** To be compared. The high bits of a product know most of what went into it: they are folded into the low ones. */
    public long bits() {
        long folded = (bits ^ bits >>> 32) * 0x9e3779b97f4a7c15L;
        return folded ^ folded >>> 29;
    }

    /** To be added up with others, in which every bit must count: mixed by the finalizer of SplitMix64. */
    public long summand() {
        long mixed = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
