package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Value;

/**
 * Sixty-four bits that tell versions of something apart, the same in every process: FNV-1a over its characters and its shape. Order of keys counts, as
 * a reader sees it. Not for security.
 */
final class Fingerprint {
    private static final long PRIME = 0x100000001b3L;

    private long bits = 0xcbf29ce484222325L;

    Fingerprint add(Value value) {
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

    Fingerprint add(String text) {
        for (int i = 0; i < text.length(); i++) {
            mix(text.charAt(i));
        }
        mix(0x10000); // no character: "ab","c" is not "a","bc"
        return this;
    }

    private void mix(int part) {
        bits = (bits ^ part) * PRIME;
    }

    /** The high bits of a product know most of what went into it: they are folded into the low ones. */
    long bits() {
        long folded = (bits ^ bits >>> 32) * 0x9e3779b97f4a7c15L;
        return folded ^ folded >>> 29;
    }
}
