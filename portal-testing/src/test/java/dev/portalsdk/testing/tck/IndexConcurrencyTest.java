package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers beside a writer: each answer is of one version. */
@Timeout(60)
class IndexConcurrencyTest {
    private static final int ENTITIES = 3000;
    private static final int STEPS = 1500;

    private final VisibleEntities feed = new VisibleEntities(Integer.MAX_VALUE);
    private final InMemoryIndex index = new InMemoryIndex(feed);

    /** The writer moves entities between two types, one at a time, so that in every version each has exactly one of them. */
    @Test
    void everyAnswerIsOfOneVersion() throws Exception {
        for (int i = 0; i < ENTITIES; i++) {
            feed.put(resource(i, i % 2 == 0 ? "even" : "odd"));
        }
        index.catchUp();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (Callable<?> question :
                    List.<Callable<?>>of(this::countsAddUp, this::pagesAreWhole, this::newKeysAreIndexed)) {
                readers.add(threads.submit(() -> {
                    int asked = 0;
                    while (!done.get()) {
                        question.call();
                        asked++;
                    }
                    return asked;
                }));
            }
            for (int i = 0; i < STEPS; i++) {
                feed.put(resource(i * 7 % ENTITIES, i % 3 == 0 ? "even" : "odd"));
                index.catchUp();
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0, "a reader was never answered");
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(feed.version(), index.version());
        NaiveQueries expected = new NaiveQueries(feed.snapshot().entities());
        for (String key : List.of("spec.type", "metadata.title", "kind", "metadata.labels.n3")) {
            EntityQuery all = EntityQuery.all();
            assertEquals(expected.facets(all, List.of(key)), index.facets(all, List.of(key)), key);
            assertEquals(refs(expected.find(all.orderBy(key))), refs(index.find(all.orderBy(key))), key);
        }
    }

    private boolean countsAddUp() {
        List<FacetValue> types =
                index.facets(EntityFilter.everything(), List.of("spec.type")).get("spec.type");
        assertEquals(ENTITIES, types.stream().mapToInt(FacetValue::count).sum());
        EntityFilter either = EntityFilter.where("spec.type", "even").or(EntityFilter.where("spec.type", "odd"));
        assertEquals(ENTITIES, index.count(either));
        return true;
    }

    private boolean pagesAreWhole() {
        EntityPage page = index.find(EntityQuery.all().orderBy("spec.type").orderByDescending("metadata.title"));
        assertEquals(ENTITIES, page.totalItems());
        Set<EntityRef> refs = new HashSet<>(refs(page));
        assertEquals(ENTITIES, refs.size());
        List<String> types = page.items().stream()
                .map(entity -> entity.document().at("/spec/type").orElseThrow().toString())
                .toList();
        assertEquals(types.stream().sorted().toList(), types);
        return true;
    }

    private int fresh;

    /** Indexes are made while the writer goes on, and none may miss a change. */
    private boolean newKeysAreIndexed() {
        String key = "metadata.labels.n" + fresh++ % 20;
        EntityFilter has = EntityFilter.has(key);
        assertEquals(ENTITIES, index.count(has) + index.count(EntityFilter.not(has)));
        index.find(EntityQuery.all().orderBy(key).limit(3));
        return true;
    }

    private static List<EntityRef> refs(EntityPage page) {
        return page.items().stream().map(StitchedEntity::ref).toList();
    }

    private static EntityDescriptor resource(int i, String type) {
        return EntityDescriptor.of(Value.Obj.of(
                        "apiVersion",
                        "backstage.io/v1alpha1",
                        "kind",
                        "Resource",
                        "metadata",
                        Value.Obj.of(
                                "name", "r" + i, "title", type + " " + i, "labels", Value.Obj.of("n" + i % 20, "x")))
                .with("spec", Value.Obj.of("type", type, "owner", "team-" + i % 5)));
    }
}
