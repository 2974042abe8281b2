package dev.portalsdk.testing;

import static dev.portalsdk.testing.CatalogAssertions.assertThatCatalog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CatalogFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Each assertion holds where it should, and its failure says what is wrong and where. */
class CatalogAssertTest {
    private static final String TEAM = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: team-a}
            spec: {type: team, children: []}
            """;
    private static final String WEB = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: web
              tags: [java]
              annotations: {acme.test/runbook: "https://acme.test/web"}
            spec:
              type: website
              lifecycle: production
              owner: team-a
              dependsOn: [component:orders]
            """;
    private static final String ORDERS = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: orders
              description: Takes orders
            spec:
              type: service
              lifecycle: experimental
              owner: team-b
              system: shop
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void files() throws IOException {
        write("catalog-info.yaml", TEAM + "---\n" + WEB);
        write("orders/catalog-info.yaml", ORDERS);
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** What a failure says, with paths as from the directory. */
    private String failure(Executable assertion) {
        String text = assertThrows(AssertionError.class, assertion).getMessage();
        return text.replace(root + "/", "").replace(root + "\\", "");
    }

    @Test
    void whatHoldsHolds() {
        assertThatCatalog(root)
                .hasNoErrors()
                .hasSize(3)
                .hasFinding("dangling-ref", "orders/catalog-info.yaml", 9)
                .every("Group")
                .satisfies("is a team", group -> group.ref().name().startsWith("team-"))
                .and()
                .every(
                        "website",
                        entity -> entity.entity().spec().string("type").equals(Optional.of("website")))
                .hasOwner()
                .hasTag("java")
                .hasAnnotation("acme.test/runbook")
                .hasField("/spec/lifecycle", value -> value.equals(Value.Str.of("production")), "production")
                .and()
                .entity("component:web")
                .isOwnedBy("team-a")
                .dependsOn("component:orders")
                .hasTag("java")
                .hasAnnotation("acme.test/runbook", "https://acme.test/web")
                .hasField("/spec/type", "website")
                .and()
                .entity("component:default/orders")
                .hasRelation("dependencyOf", "component:web")
                .isPartOf("shop");
    }

    @Test
    void aDanglingReferenceIsShownWithItsLine() {
        assertEquals("""
                Expected no findings of the rule "dangling-ref", but there are 2:

                orders/catalog-info.yaml:9:10: warning: component:default/orders: spec.owner "team-b" is no Group or User in the catalog [dangling-ref]
                  9 |   owner: team-b
                    |          ^^^^^^
                    = did you mean "team-a"?
                orders/catalog-info.yaml:10:11: warning: component:default/orders: spec.system "shop" is no System in the catalog [dangling-ref]
                 10 |   system: shop
                    |           ^^^^
                """, failure(() -> assertThatCatalog(root).hasNoDanglingReferences()));
    }

    @Test
    void errorsAreShownAllAtOnce() throws IOException {
        write("bad/catalog-info.yaml", WEB.replace("owner: team-a", "owner: 7").replace("name: web", "name: bad"));
        write("worse/catalog-info.yaml", "kind: [");
        String text = failure(() -> assertThatCatalog(root).hasNoErrors());
        assertTrue(
                text.startsWith("Expected no errors, but there are 2:\n\nbad/catalog-info.yaml:10:10: error: "), text);
        assertTrue(text.contains("worse/catalog-info.yaml:1:"), text);
        assertEquals(
                "Expected component:default/bad, but it is not valid:",
                failure(() -> assertThatCatalog(root).entity("component:bad"))
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    @Test
    void everyEntityThatFailsIsShown() {
        String text = failure(() -> assertThatCatalog(root).everyComponent().hasOwner());
        assertTrue(text.startsWith("Expected that every Component has an owner, but 1 of 2 do not:"), text);
        assertTrue(
                text.contains(
                        "orders/catalog-info.yaml:9:10: error: component:default/orders: its owner is in none of these files"),
                text);
        assertTrue(failure(() -> assertThatCatalog(root).everyComponent().hasDescription())
                .contains("component:default/web: it has no description"));
        assertTrue(failure(() -> assertThatCatalog(root).everyComponent().hasTag("java"))
                .contains("component:default/orders: it has no tag java"));
        assertTrue(failure(() -> assertThatCatalog(root).everyComponent().hasAnnotation("x/y"))
                .contains("2 of 2 do not"));
    }

    @Test
    void oneEntityIsShownAtTheFieldThatIsWrong() {
        CatalogAssert catalog = assertThatCatalog(root);
        assertEquals("""
                An entity is not as expected:

                catalog-info.yaml:16:14: error: component:default/web: expected dependsOn component:default/other, but it has only [component:default/orders] [expected]
                 16 |   dependsOn: [component:orders]
                    |              ^
                """, failure(() -> catalog.entity("component:web").dependsOn("component:other")));
        assertTrue(failure(() -> catalog.entity("component:web").providesApi("x"))
                .contains("but it has no such relation"));
        assertTrue(failure(() -> catalog.entity("component:web").hasField("/spec/type", "service"))
                .contains("expected \"service\" at /spec/type, but found \"website\""));
        assertTrue(failure(() -> catalog.entity("component:web").hasAnnotation("acme.test/runbook", "other"))
                .contains("catalog-info.yaml:11:36"));
        assertTrue(failure(() -> catalog.entity("component:wob")).endsWith("did you mean component:default/web?"));
        assertThrows(IllegalArgumentException.class, () -> catalog.entity("component:web")
                .dependsOn());
    }

    @Test
    void aCheckThatLookedAtNothingFails() throws IOException {
        Path empty = Files.createDirectory(root.resolve("empty"));
        assertThrows(AssertionError.class, () -> assertThatCatalog(empty));
        assertThrows(
                AssertionError.class,
                () -> assertThatCatalog(CatalogFiles.under(empty).allowEmpty()));
        assertThrows(AssertionError.class, () -> assertThatCatalog(root).every("API"));
        assertTrue(failure(() -> assertThatCatalog(root).hasSize(4)).endsWith("there are 3: {component=2, group=1}"));
        assertThrows(AssertionError.class, () -> assertThatCatalog(root)
                .hasFinding("dangling-ref", "orders/catalog-info.yaml", 8));
    }
}
