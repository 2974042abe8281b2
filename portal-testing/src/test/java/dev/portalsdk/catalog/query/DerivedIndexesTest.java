package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.testing.tck.VisibleEntities;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivedIndexesTest {
    private static final int VERSIONS = 20_000;

    private final VisibleEntities feed = new VisibleEntities(Integer.MAX_VALUE);
    private final InMemoryIndex index = new InMemoryIndex(feed);

    /** However far the catalog has gone on while it was made. */
    @Test
    void whatASlowReaderMadeIsCarriedOnToTheNewestVersion() {
        for (int i = 0; i < 10; i++) {
            feed.put(component("c" + i, "service"));
        }
        index.catchUp();
        IndexSnapshot old = index.snapshot();
        for (int i = 0; i < VERSIONS; i++) {
            feed.put(component("c" + i % 10, i % 2 == 0 ? "website" : "service"));
            index.catchUp();
        }
        assertEquals(10, count(old, "service"));
        old.order(Ordering.of(List.of(new EntityQuery.Order("spec.type", false))));
        assertTrue(index.snapshot().hasOrder(Ordering.of(List.of(new EntityQuery.Order("spec.type", false)))));
        assertEquals(5, count(index.snapshot(), "service"));
    }

    private static int count(IndexSnapshot snapshot, String type) {
        return Matching.count(snapshot, EntityQuery.all().filter("spec.type=" + type));
    }

    private static EntityDescriptor component(String name, String type) {
        Value.Obj spec = Value.Obj.of("type", type, "lifecycle", "production", "owner", "team");
        Value.Obj metadata = Value.Obj.of("name", name);
        return EntityDescriptor.of(
                Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component", "metadata", metadata)
                        .with("spec", spec));
    }
}
