package dev.portalsdk.catalog.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The past of a whole catalog. */
class CatalogHistoryTest {
    private static final EntityRef WEB = EntityRef.parse("component:default/web");

    private final TestClock clock = TestClock.create();
    private final InCodeProvider provider = new InCodeProvider("hr");
    private Catalog catalog;

    /** An empty store, with nothing in it at each call. */
    CatalogStore store(TestClock by) {
        return new InMemoryCatalogStore(by);
    }

    private CatalogBuilder builder() {
        return Catalog.builder().clock(clock).store(store(clock));
    }

    @BeforeEach
    void open() {
        catalog = builder()
                .provider(provider)
                .history(ChangeHistory.Retention.of(Duration.ofDays(90)))
                .build();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private static ProvidedEntity given(String yaml) {
        return ProvidedEntity.of(DescriptorReader.create()
                .read("catalog-info.yaml", yaml)
                .orThrow()
                .get(0));
    }

    private static ProvidedEntity component(String name, String owner, String more) {
        return given("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: " + name + "\n" + more
                + "spec:\n  type: service\n  lifecycle: production\n  owner: " + owner + "\n");
    }

    private void give(ProvidedEntity... entities) {
        provider.apply(Mutation.full(List.of(entities))).await();
    }

    @Test
    void aPastVersionAnswersEveryQuestion() {
        ProvidedEntity team = given(
                "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: red\nspec:\n  type: team\n  children: []\n");
        give(team, component("web", "red", ""), component("api", "red", ""));
        long version = catalog.changes().version();
        Instant then = clock.instant();
        clock.advance(Duration.ofDays(1));
        give(team, component("web", "blue", ""));
        PastCatalog past = catalog.at(version);
        EntityRef red = EntityRef.parse("group:default/red");
        assertEquals(version, past.version());
        assertEquals(2, past.queries().count(EntityFilter.where("relations.ownedBy", red.toString())));
        assertEquals(0, catalog.queries().count(EntityFilter.where("relations.ownedBy", red.toString())));
        assertEquals(2, past.queries().walk(RelationWalk.from(red)).steps().size());
        assertEquals(2, past.queries().byRef(red).orElseThrow().relations().size());
        assertEquals(past.queries().all(), catalog.at(then).queries().all());
        assertEquals(
                catalog.queries().all(), catalog.at(clock.instant()).queries().all());
        assertEquals(List.of(), catalog.at(0).queries().all());
        assertThrows(CatalogException.class, () -> catalog.at(version + 100));
        assertThrows(CatalogException.class, () -> catalog.at(then.minusSeconds(1)));
    }

    @Test
    void anEntityTellsWhichOfItsValuesChangedAndWhereTheyStand() {
        give(component("web", "red", "  tags: [java, go]\n  annotations:\n    a/b: one\n"));
        clock.advance(Duration.ofDays(1));
        give(component("web", "blue", "  tags: [java, ml]\n  title: Web\n"));
        give();
        give(component("web", "green", "  tags: [java, ml]\n  title: Web\n"));
        List<EntityChange> changes = catalog.history().of(WEB, 10);
        assertEquals(
                List.of(Change.Type.ADDED, Change.Type.REMOVED, Change.Type.CHANGED, Change.Type.ADDED),
                changes.stream().map(EntityChange::type).toList());
        EntityChange changed = changes.get(2);
        assertEquals(Optional.of("hr"), changed.provider());
        assertEquals("file:catalog-info.yaml", changed.source().toString());
        assertEquals(
                List.of("/metadata/tags/1: \"go\" -> \"ml\"", "/metadata/title: - -> \"Web\""),
                lines(changed).filter(line -> line.startsWith("/metadata/t")).toList());
        assertTrue(lines(changed).toList().contains("/metadata/annotations/a~1b: \"one\" -> -"));
        assertTrue(lines(changed).toList().contains("/spec/owner: \"red\" -> \"blue\""));
        assertEquals(
                4,
                changed.fields().stream()
                        .filter(field -> !field.pointer().startsWith("/relations"))
                        .count());
        FieldChange whole = changes.get(0).fields().get(0);
        assertEquals("", whole.pointer());
        assertEquals("catalog-info.yaml", whole.place().orElseThrow().source());
        assertEquals(Optional.empty(), changes.get(1).fields().get(0).after());
        give(component("web", "grey", "  tags: [java, ml]\n  title: Web\n"));
        FieldChange owner = catalog.history().of(WEB, 1).get(0).fields().stream()
                .filter(field -> field.pointer().equals("/spec/owner"))
                .findFirst()
                .orElseThrow();
        assertEquals("catalog-info.yaml:10:10", owner.place().orElseThrow().toString());
        assertEquals(
                changes.subList(2, 4),
                catalog.history().of(WEB, 10, changes.get(1).version()));
    }

    private static Stream<String> lines(EntityChange change) {
        return change.fields().stream()
                .map(field -> field.pointer() + ": " + text(field.before()) + " -> " + text(field.after()));
    }

    private static String text(Optional<Value> value) {
        return value.map(Value::toJson).orElse("-");
    }

    @Test
    void aMassRemovalIsUndone() {
        give(component("web", "red", ""), component("api", "red", ""), component("db", "red", ""));
        long before = catalog.changes().version();
        give();
        long after = catalog.changes().version();
        assertEquals(List.of(), catalog.queries().all());
        List<ChangeHistory.Removal> removals = catalog.history().removalsBetween(before, after);
        assertEquals(1, removals.size());
        assertEquals(removals, catalog.history().removals(10));
        assertEquals(List.of(), catalog.history().removals(10, removals.get(0)));
        assertEquals(List.of(), catalog.history().removalsBetween(0, before));
        assertThrows(IllegalArgumentException.class, () -> catalog.history().removalsBetween(2, 1));
        catalog.undo(removals.get(0)).await();
        assertEquals(catalog.at(before).queries().all(), catalog.queries().all());
        assertEquals(3, catalog.facts().held().get(0).refs().size());
        catalog.releaseHeld("hr").await();
        assertEquals(List.of(), catalog.queries().all());
    }

    @Test
    void aGuardHoldsWhatWasUndone() {
        InCodeProvider guarded = new InCodeProvider("guarded");
        try (Catalog careful = builder()
                .provider(guarded)
                .removalGuard("guarded", RemovalGuard.standard())
                .history(ChangeHistory.Retention.of(Duration.ofDays(1)))
                .build()) {
            guarded.apply(Mutation.full(List.of(component("web", "a", ""), component("api", "a", ""))))
                    .await();
            guarded.apply(Mutation.full(List.of(component("api", "a", "")))).await();
            careful.undo(careful.history().removals(1).get(0)).await();
            guarded.apply(Mutation.full(List.of(component("api", "a", "")))).await();
            assertTrue(careful.queries().byRef(WEB).isPresent());
        }
    }

    @Test
    void withoutAHistoryThereIsNoPast() {
        try (Catalog plain = builder().build()) {
            assertThrows(CatalogException.class, () -> plain.at(0));
            assertThrows(CatalogException.class, () -> plain.history().removalsBetween(0, 1));
            assertEquals(Optional.empty(), plain.history().reach());
            assertEquals(List.of(), plain.history().of(WEB, 1));
        }
    }
}
