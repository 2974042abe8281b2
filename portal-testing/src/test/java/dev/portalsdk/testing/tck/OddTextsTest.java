package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Texts that databases do not take as they are, or in such sizes, come back as they were given, also to a node that reads them from there. */
@Timeout(60)
class OddTextsTest {
    private static final Map<String, Value> ODD = odd();

    @TempDir
    Path directory;

    private static Map<String, Value> odd() {
        Map<String, Value> odd = new LinkedHashMap<>();
        odd.put("nul", Value.of("a\u0000b\u0000"));
        odd.put("escaped-nul", Value.of("\\u0000 \\\\u0000"));
        odd.put("high-surrogate", Value.of("a\ud83d"));
        odd.put("low-surrogate", Value.of("\ude00b"));
        odd.put("both", Value.of("\ud83d\ude00 \ude00\ud83d"));
        odd.put("not-a-character", Value.of("\uffff\ufffe\ufeff"));
        odd.put("quotes", Value.of("'\"`$$\\{},NULL"));
        odd.put("megabyte", Value.of("xyz\u0000é😀 ".repeat(120_000)));
        Value deep = Value.of("bottom");
        for (int i = 0; i < 150; i++) {
            deep = i % 2 == 0 ? Value.Arr.of(deep) : Value.Obj.of("n", deep);
        }
        odd.put("deep", deep);
        odd.put("numbers", Value.of(List.of(Long.MAX_VALUE, 0.1, 1e300, -0.0)));
        return odd;
    }

    private static ProvidedEntity component(String name, Value odd) {
        return ProvidedEntity.of(
                EntityDescriptor.of(Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component")
                        .with("metadata", Value.Obj.of("name", name))
                        .with(
                                "spec",
                                Value.Obj.of("type", "service", "lifecycle", "production", "owner", "red")
                                        .with("odd", odd))));
    }

    @Test
    void comeBackFromSqlite() {
        comeBack(TestDatabases.sqlite(directory.resolve("catalog.db")));
    }

    @Test
    void comeBackFromPostgres() {
        comeBack(TestDatabases.postgres());
    }

    private static void comeBack(TestDatabase database) {
        try (database) {
            try (JdbcCatalogStore store = JdbcCatalogStore.of(database.dataSource())) {
                InCodeProvider code = new InCodeProvider("code");
                try (Catalog catalog =
                        Catalog.builder().store(store).provider(code).build()) {
                    code.apply(Mutation.full(ODD.entrySet().stream()
                                    .map(odd -> component(odd.getKey(), odd.getValue()))
                                    .toList()))
                            .await();
                    assertShown(catalog);
                }
            }
            try (JdbcCatalogStore store = JdbcCatalogStore.of(database.dataSource());
                    Catalog catalog = Catalog.builder()
                            .store(store)
                            .provider(new InCodeProvider("code"))
                            .build()) {
                assertShown(catalog);
            }
        }
    }

    private static void assertShown(Catalog catalog) {
        ODD.forEach((name, odd) -> assertEquals(
                odd,
                catalog.queries()
                        .byRef(EntityRef.parse("component:default/" + name))
                        .orElseThrow(() -> new AssertionError(name + " is lost: " + catalog.findings()))
                        .document()
                        .at("/spec/odd")
                        .orElseThrow(),
                name));
    }
}
