package dev.portalsdk.catalog.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    private static ProvidedEntity entity(String name) {
        return ProvidedEntity.of(EntityDescriptor.of(Value.Obj.of(
                "apiVersion", "backstage.io/v1alpha1", "kind", "Component", "metadata", Value.Obj.of("name", name))));
    }
}
