package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The map inside objects does what a {@link LinkedHashMap} does. */
class FieldMapTest {
    private record Put(String key, int value) {}

    @Property
    void holdsWhatWasPutAsALinkedHashMapDoes(@ForAll("puts") List<Put> puts) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        FieldMap.Collector fields = new FieldMap.Collector(puts.size() / 3);
        for (Put put : puts) {
            assertEquals(expected.containsKey(put.key()), fields.has(put.key()));
            expected.put(put.key(), IntNode.valueOf(put.value()));
            fields.put(put.key(), IntNode.valueOf(put.value()));
        }
        assertSame(expected, new Value.Obj(fields.toNode()), puts);
    }

    @Property
    void copiesWithAndWithoutAKeyLeaveTheOriginal(@ForAll("puts") List<Put> puts, @ForAll("keys") String key) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        Value.Obj.Builder builder = Value.Obj.builder();
        for (Put put : puts) {
            expected.put(put.key(), IntNode.valueOf(put.value()));
            builder.put(put.key(), put.value());
        }
        Value.Obj original = builder.build();
        Map<String, JsonNode> changed = new LinkedHashMap<>(expected);
        changed.put(key, IntNode.valueOf(1_000_000));
        assertSame(changed, original.with(key, Value.Num.of(1_000_000)), puts);
        changed.remove(key);
        assertSame(changed, original.without(key), puts);
        assertSame(expected, original, puts);
    }

    private static void assertSame(Map<String, JsonNode> expected, Value.Obj actual, List<Put> asked) {
        assertEquals(expected.size(), actual.size());
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keys()));
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(actual.node.properties());
        assertEquals(List.copyOf(expected.entrySet()), entries);
        actual.node.forEachEntry((key, value) -> assertEquals(expected.get(key), value));
        for (Put put : asked) {
            assertEquals(expected.get(put.key()), actual.node.get(put.key()));
            assertEquals(expected.containsKey(put.key()), actual.keys().contains(put.key()));
        }
        assertNull(actual.node.get("no such key"));
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        actual.node.forEachEntry(fields::put);
        assertEquals(expected, fields);
        assertEquals(expected.hashCode(), actual.hashCode());
    }

    /** Few keys, so that many are put twice; half of them with one and the same hash. */
    @Provide
    Arbitrary<String> keys() {
        Arbitrary<String> oneHash = Arbitraries.of("Aa", "BB").list().ofSize(4).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(Arbitraries.strings().alpha().ofMaxLength(2), oneHash);
    }

    @Provide
    Arbitrary<List<Put>> puts() {
        return Combinators.combine(keys(), Arbitraries.integers().between(0, 999))
                .as(Put::new)
                .list()
                .ofMaxSize(60);
    }

    @Test
    void keysOfOneHashCostNoMoreThanOthers() {
        int keys = 1 << 16;
        Value.Obj object = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            Value.Obj.Builder builder = Value.Obj.builder();
            for (int i = 0; i < keys; i++) {
                builder.put(keyOfTheOneHash(i), i);
            }
            Value.Obj built = builder.build();
            for (int i = 0; i < keys; i++) {
                assertEquals(Value.Num.of(i), built.get(keyOfTheOneHash(i)).orElseThrow());
            }
            return built;
        });
        assertEquals(keys, object.size());
    }

    private static String keyOfTheOneHash(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }

    @Test
    void theTreeInsideAValueCannotBeChanged() {
        Value.Obj object = Value.Obj.of("a", 1, "b", List.of(1, 2));
        assertThrows(UnsupportedOperationException.class, () -> object.node.put("a", 2));
        assertThrows(UnsupportedOperationException.class, () -> object.node.remove("a"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> object.arr("b").orElseThrow().node.add(3));
        assertThrows(UnsupportedOperationException.class, () -> object.keys().remove("a"));
    }
}
