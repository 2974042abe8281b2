package dev.portalsdk.catalog.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.RecordedEntities;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries by SQL beyond what every engine answers: within a catalog, with odd texts, beside others. */
class SqlQueriesTest {
    private final TestDatabase database = TestDatabases.postgres();
    private final SqlQueryEngine engine = SqlQueryEngine.of(database.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    private QueryIndex following(ChangeFeed feed) {
        QueryIndex index = engine.start(feed, EntityValidator.of(Kinds.standard()));
        index.catchUp();
        return index;
    }

    private static Map<EntityRef, Value> shown(EntityQueries queries) {
        Map<EntityRef, Value> shown = new TreeMap<>();
        queries.all().forEach(entity -> shown.put(entity.ref(), entity.toValue()));
        return shown;
    }

    /** A client that talks to two nodes, one with each engine, must not see another etag on each. */
    @Test
    void entitiesAreShownAsTheIndexInMemoryShowsThem() throws IOException {
        InMemoryIndex memory = new InMemoryIndex(RecordedEntities.asFeed());
        memory.catchUp();
        try (QueryIndex sql = following(RecordedEntities.asFeed())) {
            assertEquals(shown(memory), shown(sql));
        }
    }

    private static ProvidedEntity component(String name, String title, Value extra) {
        return ProvidedEntity.of(EntityDescriptor.of(Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", "Component")
                .put("metadata", Value.Obj.of("name", name, "title", title))
                .put(
                        "spec",
                        Value.Obj.of("type", "service", "lifecycle", "production")
                                .with("owner", Value.Str.of("team"))
                                .with("extra", extra))
                .build()));
    }

    @Test
    void nodesSeeWhatTheyWroteAndWhatOthersDid() {
        InMemoryCatalogStore store = new InMemoryCatalogStore(Clock.systemUTC());
        InCodeProvider here = new InCodeProvider("code");
        InCodeProvider there = new InCodeProvider("code");
        CatalogBuilder one = Catalog.builder().store(store).queries(engine).provider(here);
        CatalogBuilder other = Catalog.builder().store(store).queries(engine).provider(there);
        try (Catalog first = one.build();
                Catalog second = other.build()) {
            here.apply(Mutation.added(List.of(component("a", "A", Value.Null.NULL))))
                    .await();
            assertEquals(1, first.queries().count(EntityFilter.where("kind", "component")));
            assertEquals(1, second.queries().count(EntityFilter.where("kind", "component")), "of the same tables");
            there.apply(Mutation.added(List.of(component("b", "B", Value.Null.NULL))))
                    .await();
            here.apply(Mutation.removed(List.of(EntityRef.parse("component:default/a"))))
                    .await();
            for (Catalog catalog : List.of(first, second)) {
                assertEquals(
                        List.of("component:default/b"),
                        catalog.queries().all().stream().map(Object::toString).toList());
            }
        }
    }

    @Test
    void tablesOfAnotherFeedAreMadeAnew() {
        InCodeProvider before = new InCodeProvider("code");
        try (Catalog catalog =
                Catalog.builder().queries(engine).provider(before).build()) {
            before.apply(Mutation.full(
                            List.of(component("a", "A", Value.Null.NULL), component("b", "B", Value.Null.NULL))))
                    .await();
            assertEquals(2, catalog.queries().all().size());
        }
        InCodeProvider after = new InCodeProvider("code");
        try (Catalog catalog = Catalog.builder().queries(engine).provider(after).build()) {
            after.apply(Mutation.full(List.of(component("c", "C", Value.Null.NULL))))
                    .await();
            assertEquals(1, catalog.queries().all().size());
            assertEquals(1, catalog.queries().count(EntityQuery.all()));
        }
    }

    @Test
    void oddTextsDoNoHarm() {
        InCodeProvider provider = new InCodeProvider("code");
        String quote = "'; DROP TABLE catalog_q_entity; -- \\ % _ {\"a\"} $1 ?";
        String huge = "lorem ".repeat(50_000);
        List<ProvidedEntity> odd = new ArrayList<>();
        odd.add(component("quote", quote, Value.Str.of(quote)));
        odd.add(component("nul", "a\u0000b", Value.Str.of("half \ud800 pair")));
        odd.add(component("huge", huge, Value.Obj.of(huge, huge)));
        odd.add(component("wide", "\ud83d\ude80 \u00df", Value.Arr.ofStrings(List.of("x", "X", "x"))));
        try (Catalog catalog =
                Catalog.builder().queries(engine).provider(provider).build()) {
            provider.apply(Mutation.full(odd)).await();
            EntityQueries queries = catalog.queries();
            assertEquals(4, queries.all().size());
            assertEquals(
                    4,
                    queries.find(EntityQuery.all().orderBy("metadata.title"))
                            .items()
                            .size());
            assertEquals(1, queries.count(EntityFilter.where("spec.extra", quote)));
            assertEquals(1, queries.count(EntityFilter.where("metadata.title", huge)));
            assertEquals(1, queries.count(EntityFilter.hasPrefix("metadata.title", "LOREM lorem")));
            assertEquals(1, queries.count(EntityQuery.all().fullText("\\ % _", "metadata.title")));
            assertEquals(1, queries.count(EntityQuery.all().fullText("\ud83d\ude80")));
            assertEquals(0, queries.count(EntityQuery.all().fullText("lorem")), "too long unless its field is named");
            assertEquals(
                    2,
                    queries.facets(EntityQuery.all(), List.of("spec.extra")).get("spec.extra").stream()
                            .filter(value -> value.value().equalsIgnoreCase("x"))
                            .count());
            String cursor = queries.find(
                            EntityQuery.all().orderBy("metadata.title").limit(1))
                    .next()
                    .orElseThrow()
                    .cursor();
            assertEquals(3, queries.find(EntityQuery.ofCursor(cursor)).items().size());
        }
    }

    @Test
    void theTimeOfAStatementIsMoreThanNone() {
        assertThrows(IllegalArgumentException.class, () -> engine.statementTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> engine.statementTimeout(Duration.ofSeconds(-1)));
    }

    @Test
    void sqliteIsLeftToTheIndexInMemory(@TempDir Path folder) {
        try (TestDatabase sqlite = TestDatabases.sqlite(folder.resolve("catalog.db"))) {
            CatalogBuilder builder = Catalog.builder().queries(SqlQueryEngine.of(sqlite.dataSource()));
            CatalogException refused = assertThrows(CatalogException.class, builder::build);
            assertTrue(String.valueOf(refused.getMessage()).contains("need PostgreSQL"), refused.getMessage());
        }
    }
}
