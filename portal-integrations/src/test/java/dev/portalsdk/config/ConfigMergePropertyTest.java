package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Merging, against what makes it a merge. */
class ConfigMergePropertyTest {
    @Provide
    Arbitrary<Value.Obj> configs() {
        return objects(3);
    }

    private static Arbitrary<Value.Obj> objects(int depth) {
        Arbitrary<Value> leaves = Arbitraries.of(
                Value.of(1),
                Value.of("a"),
                Value.of(true),
                Value.of(List.of(1, 2)),
                Value.of(List.of()),
                Value.of(null));
        Arbitrary<Value> values = depth == 0
                ? leaves
                : Arbitraries.oneOf(leaves, objects(depth - 1).map(Value.class::cast));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), values)
                .ofMaxSize(4)
                .map(map -> (Value.Obj) Value.of(map));
    }

    private static Value.Obj merge(Value.Obj... configs) {
        Config.Builder builder = Config.builder().environment(Map.of());
        for (Value.Obj config : configs) {
            builder.value("test", config);
        }
        return builder.build().root();
    }

    @Property
    void theEmptyConfigurationChangesNothing(@ForAll("configs") Value.Obj a) {
        assertEquals(a, merge(a, Value.Obj.empty()));
        assertEquals(a, merge(Value.Obj.empty(), a));
    }

    @Property
    void mergingTwiceIsMergingOnce(@ForAll("configs") Value.Obj a, @ForAll("configs") Value.Obj b) {
        assertEquals(merge(a, b), merge(a, b, b));
    }

    @Property
    void filesMayBeMergedInGroups(
            @ForAll("configs") Value.Obj a, @ForAll("configs") Value.Obj b, @ForAll("configs") Value.Obj c) {
        // Not for a scalar between two objects: replaced in one order, it forgets what was before it.
        Value.Obj left = merge(merge(a, b), c);
        assertEquals(left, merge(a, b, c));
    }

    @Property
    void everyLeafOfTheLastFileIsThere(@ForAll("configs") Value.Obj a, @ForAll("configs") Value.Obj b) {
        assertCovers(b, merge(a, b));
    }

    private static void assertCovers(Value.Obj expected, Value.Obj actual) {
        expected.forEach((key, value) -> {
            Value found = actual.get(key).orElseThrow();
            if (value instanceof Value.Obj inner && found instanceof Value.Obj outer) {
                assertCovers(inner, outer);
            } else {
                assertEquals(value, found);
            }
        });
    }
}
