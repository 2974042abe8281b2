package dev.portalsdk.catalog.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcCatalogStoreTest {
    @TempDir
    Path directory;

    @Test
    void opensAgain() {
        try (TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog.db"))) {
            try (JdbcCatalogStore store = JdbcCatalogStore.of(on.dataSource())) {
                store.open(new StoreSetup(List.of("a"), true, "", Duration.ofMinutes(1)));
                store.apply(
                        "a",
                        Mutation.full(IntStream.range(0, 10)
                                .mapToObj(i -> entity("c" + i))
                                .toList()),
                        RemovalGuard.off());
                assertEquals(10, store.claimDue(100).size());
                for (int i = 0; i < 4; i++) {
                    CatalogStore again = JdbcCatalogStore.of(on.dataSource());
                    again.open(new StoreSetup(List.of("a"), true, "", Duration.ofMinutes(1)));
                    assertEquals(10, again.facts().given("a").size());
                }
            }
        }
    }

    /** What follows from its kind is not kept, and made again of what the catalog says. */
    @Test
    void entitiesOfAHostsKindAreReadBack() {
        Kind<Gizmo> kind = Kind.builder("Gizmo", Gizmo.class)
                .apiVersion("acme.test/v1")
                .specSchema(Value.Obj.of("type", "object"))
                .relation(RelationField.of("runs", RelationType.DEPENDS_ON, "Component"))
                .build();
        EntityRef ref = EntityRef.parse("gizmo:default/g");
        try (TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog.db"))) {
            for (int time = 0; time < 2; time++) {
                InCodeProvider code = new InCodeProvider("code");
                try (JdbcCatalogStore store = JdbcCatalogStore.of(on.dataSource());
                        Catalog catalog = Catalog.builder()
                                .store(store)
                                .provider(code)
                                .kind(kind)
                                .build()) {
                    if (time == 0) {
                        code.apply(Mutation.full(List.of(gizmo()))).await();
                    }
                    StitchedEntity gizmo = catalog.queries().byRef(ref).orElseThrow();
                    assertEquals(1, gizmo.relations().size());
                    assertEquals(
                            Optional.of("component:a"),
                            gizmo.entity().as(kind).orElseThrow().runs());
                }
            }
        }
    }

    /** More than are handed over to other processors at once, and a batch that is not full. */
    @Test
    void veryManyEntitiesAreThereAgain() {
        int many = 9_301;
        try (TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog.db"))) {
            InCodeProvider code = new InCodeProvider("code");
            try (JdbcCatalogStore store = JdbcCatalogStore.of(on.dataSource());
                    Catalog catalog =
                            Catalog.builder().store(store).provider(code).build()) {
                code.apply(Mutation.full(IntStream.range(0, many)
                                .mapToObj(JdbcCatalogStoreTest::titled)
                                .toList()))
                        .await();
                assertEquals(many, catalog.queries().count(EntityFilter.everything()));
            }
            try (JdbcCatalogStore store = JdbcCatalogStore.of(on.dataSource());
                    Catalog catalog = Catalog.builder()
                            .store(store)
                            .provider(new InCodeProvider("code"))
                            .build()) {
                assertEquals(many, catalog.queries().count(EntityFilter.everything()));
                for (int i = 0; i < many; i++) {
                    StitchedEntity found = catalog.queries()
                            .byRef(new EntityRef("component", "default", "c" + i))
                            .orElseThrow();
                    assertEquals(
                            Optional.of("Number " + i),
                            found.entity().metadata().title());
                }
            }
        }
    }

    private static ProvidedEntity titled(int number) {
        return ProvidedEntity.of(
                EntityDescriptor.of(Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component")
                        .with("metadata", Value.Obj.of("name", "c" + number, "title", "Number " + number))
                        .with("spec", Value.Obj.of("type", "service", "lifecycle", "production", "owner", "a"))));
    }

    record Gizmo(Optional<String> runs) {}

    private static ProvidedEntity gizmo() {
        return ProvidedEntity.of(EntityDescriptor.of(Value.Obj.of("apiVersion", "acme.test/v1", "kind", "Gizmo")
                .with("metadata", Value.Obj.of("name", "g"))
                .with("spec", Value.Obj.of("runs", "component:a"))));
    }

    private static ProvidedEntity entity(String name) {
        return ProvidedEntity.of(EntityDescriptor.of(Value.Obj.of(
                "apiVersion", "backstage.io/v1alpha1", "kind", "Component", "metadata", Value.Obj.of("name", name))));
    }
}
