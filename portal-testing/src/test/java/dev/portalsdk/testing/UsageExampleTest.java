package dev.portalsdk.testing;

import static dev.portalsdk.testing.CatalogAssertions.assertThatCatalog;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.scaffolder.action.FsDeleteAction;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Publisher;
import dev.portalsdk.testing.tck.PublisherTck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples of README and docs/guides/testing.md, run. */
class UsageExampleTest {
    @CatalogTest(paths = "src/test/catalog")
    void everyFileIsValid(CatalogFile file) {
        // whatever else should hold for each file
    }

    @Test
    void allTogether(@TempDir Path directory) throws IOException {
        Files.copy(Path.of("src/test/catalog/catalog-info.yaml"), directory.resolve("catalog-info.yaml"));
        assertThatCatalog(directory)
                .hasNoErrors()
                .hasNoDanglingReferences()
                .everyComponent()
                .hasOwner()
                .and()
                .entity("component:order-service")
                .dependsOn("resource:orders-db");
    }

    @TestFactory
    Stream<DynamicTest> mistakes() {
        return GoldenCatalogs.in(Path.of("src/test/resources/catalog-tests/golden"));
    }

    @Test
    void aTemplate() {
        TemplateTester service = TemplateTester.of(Path.of("src/test/resources/template-tests/service/template.yaml"))
                .standIn("acme:ticket:create", input -> Value.Obj.of("id", "OPS-1"))
                .hasNoErrors();
        service.refuses("/name", "is required");
        service.value("name", "web")
                .value("public", true)
                .run()
                .succeeds()
                .hasFilesAs(Path.of("src/test/resources/template-tests/golden/web"))
                .hasOutput("/ticket", "OPS-1")
                .step("ticket")
                .ran()
                .hasInput("/title", "Review web");
    }

    @Test
    void anAction() {
        ActionTester.of(new FsDeleteAction())
                .file("docs/index.md", "# Web")
                .file("draft.md", "later")
                .stepInput(Value.Obj.of("files", List.of("draft.md")))
                .run()
                .succeeds()
                .hasNoFile("draft.md")
                .hasFile("docs/index.md", "# Web");
    }

    @Test
    void aProvider() {
        List<ProvidedEntity> people = DescriptorReader.create().read("people.yaml", """
                        {apiVersion: backstage.io/v1alpha1, kind: User, metadata: {name: alice}, spec: {memberOf: [team-a]}}
                        ---
                        {apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: team-a}, spec: {type: team, children: []}}
                        """).orThrow().stream()
                .map(ProvidedEntity::of)
                .toList();
        InCodeProvider staff = new InCodeProvider("staff");
        try (ProviderTester tester = ProviderTester.connect(staff)) {
            staff.apply(Mutation.full(people));
            tester.givesOnly("user:alice", "group:team-a")
                    .hasNoErrors()
                    .hasRelation("user:alice", "memberOf", "group:team-a")
                    .lastMutation()
                    .isFull();
        }
    }

    @Nested
    class BucketPublisherTest extends PublisherTck {
        @Override
        protected Publisher emptyPublisher() throws IOException {
            return new LocalDirectoryPublisher(Files.createTempDirectory("sites"));
        }
    }
}
