package dev.portalsdk.build.junit5;

import static dev.portalsdk.testing.CatalogAssertions.assertThatCatalog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.action.FsDeleteAction;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Publisher;
import dev.portalsdk.testing.ActionTester;
import dev.portalsdk.testing.CatalogFile;
import dev.portalsdk.testing.CatalogTest;
import dev.portalsdk.testing.GoldenCatalogs;
import dev.portalsdk.testing.ProviderTester;
import dev.portalsdk.testing.TemplateTester;
import dev.portalsdk.testing.tck.PublisherTck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The public API of portal-testing, used with JUnit 5.10. */
class OlderJUnitTest {
    private static final Path CATALOG = Path.of("src/test/catalog");

    @Test
    void thisIsJUnit510() {
        String jar =
                Test.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        assertTrue(jar.contains("junit-jupiter-api-5.10."), jar);
    }

    @CatalogTest(paths = "src/test/catalog")
    void everyFileIsATest(CatalogFile file) {
        assertEquals("catalog-info.yaml", file.path().getFileName().toString());
    }

    @TestFactory
    Stream<DynamicTest> goldenCatalogs() {
        return GoldenCatalogs.in(Path.of("src/test/golden"));
    }

    @Test
    void assertions() {
        assertThatCatalog(CATALOG).hasNoErrors().everyComponent().hasOwner();
        assertThrows(AssertionError.class, () -> assertThatCatalog(CATALOG).entity("component:nobody"));
    }

    @Test
    void templates(@TempDir Path directory) throws IOException {
        Path template = Files.writeString(directory.resolve("template.yaml"), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: hello}
                spec:
                  type: service
                  parameters: {properties: {name: {title: Name, type: string}}}
                  steps:
                    - {id: hello, action: debug:log, input: {message: "hello ${{ parameters.name }}"}}
                """);
        TemplateTester.of(template)
                .value("name", "web")
                .run()
                .succeeds()
                .step("hello")
                .hasInput("/message", "hello web");
    }

    @Test
    void actions() {
        ActionTester.of(new FsDeleteAction())
                .file("a.txt", "a")
                .stepInput(Value.Obj.of("files", List.of("a.txt")))
                .run()
                .succeeds()
                .hasNoFile("a.txt");
    }

    @Test
    void providers() {
        try (ProviderTester tester = ProviderTester.connect(new InCodeProvider("none"))) {
            tester.givesOnly();
        }
    }

    @Nested
    class Publishers extends PublisherTck {
        @TempDir
        Path root;

        @Override
        protected Publisher emptyPublisher() {
            return new LocalDirectoryPublisher(root.resolve(UUID.randomUUID().toString()));
        }
    }
}
