package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Value;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives equal short texts of many documents, such as keys, kinds, types and references, as one value, so that a catalog holds them once.
 *
 * <p>A cache that forgets: it has room for {@value #SLOTS} texts of at most {@value #MAX_LENGTH} characters, less than 2 MB, whatever is read; of texts
 * that meet in one place the older goes. Nothing depends on what it holds. Safe for use by many threads.
 */
final class SharedTexts {
    private static final int MAX_LENGTH = 48;
    private static final int SIGNIFICANT = 8;
    private static final int SLOTS = 1 << 13;

    // Each text may lie in two neighbouring slots: the first is that of the last one met.
    private final AtomicReferenceArray<Value.Str> slots = new AtomicReferenceArray<>(SLOTS);

    /** The text as a value, the same one as before if it is remembered. */
    Value.Str of(String text) {
        if (text.length() > MAX_LENGTH) {
            return Value.Str.of(text);
        }
        int first = slot(text);
        Value.Str met = slots.getPlain(first);
        if (met != null && met.value().equals(text)) {
            return met;
        }
        Value.Str before = slots.getPlain(first ^ 1);
        Value.Str shared = before != null && before.value().equals(text) ? before : Value.Str.of(text);
        slots.setPlain(first ^ 1, met);
        slots.setPlain(first, shared);
        return shared;
    }

    /** From the length and the last letters, in which texts that are alike mostly differ; cheaper than a hash of all. */
    private static int slot(String text) {
        int hash = text.length();
        for (int i = Math.max(0, text.length() - SIGNIFICANT); i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return (hash * 0x9E3779B9) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
    }
}
