package dev.portalsdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of an object, in the author's order: a map that cannot be changed, in one array, as a catalog holds very many small ones.
 *
 * <p>Up to {@value #SCANNED} keys are looked through. More are searched in a sorted order that lies behind them; so keys of one hash, which an
 * author may choose on purpose, cost no more than others.
 */
final class FieldMap extends AbstractMap<String, JsonNode> {
    private static final int SCANNED = 8;

    /** Key, value, key, value, and so on; then, if there are more than {@value #SCANNED} keys, their positions in sorted order. */
    private final Object[] slots;

    private FieldMap(Object[] slots) {
        this.slots = slots;
    }

    @Override
    public int size() {
        return slots.length >> 1;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return position(key) >= 0;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object key) {
        int position = position(key);
        return position < 0 ? null : value(position);
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super JsonNode> action) {
        for (int i = 0; i < size(); i++) {
            action.accept(key(i), value(i));
        }
    }

    // The views are not kept, unlike those of other maps: they would outweigh the map.

    @Override
    public Set<String> keySet() {
        return new View<>(this::key);
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        return new View<>(position -> Map.entry(key(position), value(position)));
    }

    private String key(int position) {
        return (String) slots[position << 1];
    }

    private JsonNode value(int position) {
        return (JsonNode) slots[(position << 1) + 1];
    }

    private int position(@Nullable Object key) {
        if (!(key instanceof String name)) {
            return -1;
        }
        return size() <= SCANNED ? scan(name) : search(name);
    }

    private int scan(String name) {
        int hash = name.hashCode();
        for (int i = 0; i < size(); i++) {
            String key = key(i);
            if (key.hashCode() == hash && key.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int search(String name) {
        int[] sorted = (int[]) slots[slots.length - 1];
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = ORDER.compare(key(sorted[middle]), name);
            if (order == 0) {
                return sorted[middle];
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return -1;
    }

    /** By hash, which a text keeps, and only then by letters. */
    private static final Comparator<String> ORDER = (a, b) -> {
        int order = Integer.compare(a.hashCode(), b.hashCode());
        return order != 0 ? order : a.compareTo(b);
    };

    /** What stands at each position, as a set: keys are not held twice. */
    private final class View<E> extends AbstractSet<E> {
        private final IntFunction<E> element;

        View(IntFunction<E> element) {
            this.element = element;
        }

        @Override
        public int size() {
            return FieldMap.this.size();
        }

        @Override
        public boolean contains(@Nullable Object other) {
            Object key = other instanceof Map.Entry<?, ?> entry ? entry.getKey() : other;
            int position = position(key);
            return position >= 0 && element.apply(position).equals(other);
        }

        @Override
        public Iterator<E> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size();
                }

                @Override
                public E next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    return element.apply(next++);
                }
            };
        }
    }

    /** Collects the keys and values of one object. */
    static final class Collector {
        private Object[] slots;
        private int size;
        /** Of every key, once there are more than {@value #SCANNED}. */
        private @Nullable Map<String, Integer> positions;

        Collector(int expected) {
            slots = new Object[2 * expected];
        }

        /** What an object holds, with room for one key more. */
        Collector(ObjectNode object) {
            this(object.size() + 1);
            object.properties().forEach(entry -> put(entry.getKey(), entry.getValue()));
        }

        boolean isEmpty() {
            return size == 0;
        }

        boolean has(String key) {
            return position(key) >= 0;
        }

        /** A key that is there keeps its place and takes the new value. */
        void put(String key, JsonNode value) {
            int position = position(key);
            if (position < 0) {
                position = append(key);
            }
            slots[2 * position + 1] = value;
        }

        private int append(String key) {
            if (2 * size == slots.length) {
                slots = Arrays.copyOf(slots, Math.max(8, 2 * slots.length));
            }
            slots[2 * size] = key;
            if (positions != null) {
                positions.put(key, size);
            } else if (size == SCANNED) {
                positions = new HashMap<>();
                for (int i = 0; i <= size; i++) {
                    positions.put((String) slots[2 * i], i);
                }
            }
            return size++;
        }

        private int position(String key) {
            if (positions != null) {
                return positions.getOrDefault(key, -1);
            }
            for (int i = 0; i < size; i++) {
                if (slots[2 * i].equals(key)) {
                    return i;
                }
            }
            return -1;
        }

        ObjectNode toNode() {
            boolean sorted = size > SCANNED;
            int length = 2 * size + (sorted ? 1 : 0);
            Object[] exact = slots.length == length ? slots : Arrays.copyOf(slots, length);
            if (sorted) {
                exact[length - 1] = sorted();
            }
            return new ObjectNode(JsonNodeFactory.instance, new FieldMap(exact));
        }

        private int[] sorted() {
            return IntStream.range(0, size)
                    .boxed()
                    .sorted((a, b) -> ORDER.compare((String) slots[2 * a], (String) slots[2 * b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }
}
