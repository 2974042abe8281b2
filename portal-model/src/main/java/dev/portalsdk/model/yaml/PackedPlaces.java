package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Value;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a document and their keys stand, in about four bytes for each value: a catalog holds these for every entity and asks for few.
 *
 * <p>The values follow each other from front to back, each before what it holds. An entry is a row of numbers of one or more bytes: for a value with a key the
 * key's line and column; the value's line and column; for a mapping or a list the length in bytes of what it holds, by which it can be
 * passed. Lines are told from the line of the key or, where there is none, of the container; columns from 0. An alias has an entry of its own that leads to
 * what its anchor holds. Names are not repeated here: entries lie in the order of the value's keys or elements.
 *
 * <p>Immutable, but for what is remembered of wide containers.
 */
final class PackedPlaces {
    /** What is longer is not looked through each time: it may be very wide, and asked for as often. */
    private static final int SCANNED_BYTES = 1_024;

    private final byte[] packed;
    /** For each alias, where what its anchor holds begins. */
    private final int[] bodies;

    /** By the offset of what a container holds, and then by key or index, where the entries begin. */
    private volatile @Nullable SoftReference<Map<Integer, Map<String, Integer>>> wide;

    PackedPlaces(byte[] packed, int[] bodies) {
        this.packed = packed;
        this.bodies = bodies;
    }

    byte[] packed() {
        return packed;
    }

    int[] bodies() {
        return bodies;
    }

    /** The place of the whole document. */
    PlaceEntry root() {
        return PlaceEntry.root(packed, bodies);
    }

    /** The place of a value, in the document that was read. */
    Optional<PlaceEntry> find(String pointer, Value document) {
        PlaceEntry entry = root();
        Value value = document;
        for (String segment : Pointers.segments(pointer)) {
            Optional<Value> child = value.at("/" + segment);
            if (child.isEmpty()) {
                return Optional.empty();
            }
            enter(entry, value, segment);
            value = child.get();
        }
        return Optional.of(entry);
    }

    private void enter(PlaceEntry entry, Value container, String segment) {
        String name = Pointers.unescaped(segment);
        boolean keyed = container instanceof Value.Obj;
        if (entry.bodyLength() > SCANNED_BYTES) {
            entry.enterAt(Objects.requireNonNull(offsets(entry, container).get(name)), keyed);
        } else {
            entry.enter(container instanceof Value.Obj obj ? position(obj, name) : Integer.parseInt(name), keyed);
        }
    }

    private static int position(Value.Obj obj, String name) {
        int position = 0;
        for (String key : obj.keys()) {
            if (key.equals(name)) {
                break;
            }
            position++;
        }
        return position;
    }

    private Map<String, Integer> offsets(PlaceEntry entry, Value container) {
        SoftReference<Map<Integer, Map<String, Integer>>> reference = wide;
        Map<Integer, Map<String, Integer>> known = reference == null ? null : reference.get();
        if (known == null) {
            known = new ConcurrentHashMap<>();
            wide = new SoftReference<>(known);
        }
        return known.computeIfAbsent(entry.body(), body -> index(entry, container));
    }

    private static Map<String, Integer> index(PlaceEntry entry, Value container) {
        Map<String, Integer> offsets = new HashMap<>();
        if (container instanceof Value.Obj obj) {
            int[] inOrder = entry.offsets(obj.size(), true);
            obj.keys().forEach(key -> offsets.put(key, inOrder[offsets.size()]));
        } else if (container instanceof Value.Arr arr) {
            int[] inOrder = entry.offsets(arr.size(), false);
            for (int i = 0; i < inOrder.length; i++) {
                offsets.put(Integer.toString(i), inOrder[i]);
            }
        }
        return offsets;
    }
}
