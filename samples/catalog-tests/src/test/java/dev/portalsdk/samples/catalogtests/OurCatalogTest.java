package dev.portalsdk.samples.catalogtests;

import static dev.portalsdk.testing.CatalogAssertions.assertThatCatalog;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.techdocs.site.RenderedSite;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.testing.CatalogFile;
import dev.portalsdk.testing.CatalogTest;
import dev.portalsdk.testing.TemplateTester;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the team's repository gives to the portal. */
class OurCatalogTest {
    private static final Path CATALOG = Path.of("catalog");

    @CatalogTest(paths = "catalog", with = Datasets.class, failOn = Severity.WARNING)
    void everyFileIsValidAndRefersToWhatIsThere(CatalogFile file) {}

    @Test
    void everythingHasAnOwnerAndDatasetsAProducer() {
        assertThatCatalog(new Datasets().apply(CatalogFiles.under(CATALOG)))
                .hasNoFindings()
                .everyComponent()
                .hasOwner()
                .and()
                .entity("dataset:orders-of-a-day")
                .hasRelation("producedBy", "component:order-service")
                .hasField("/spec/classification", "internal");
    }

    @Test
    void theTemplateMakesAService() {
        TemplateTester.of(Path.of("templates/service/template.yaml"))
                .standIn("acme:ticket:open", input -> Value.Obj.of("id", "TICKET-1"))
                .hasNoFindings()
                .refuses("/name", "is required")
                .value("name", "web")
                .run()
                .succeeds()
                .ranSteps("fetch", "publish", "ticket")
                .hasFilesAs(Path.of("src/test/golden/web"))
                .step("ticket")
                .hasInput("/title", "Operate web");
    }

    @Test
    void theDocumentationHasNoBrokenLinks(@TempDir Path site) throws IOException {
        RenderedSite rendered = SiteRenderer.create().render(CATALOG.resolve("orders"), site);
        assertEquals(List.of(), rendered.findings());
        assertEquals(2, rendered.pages().size());
    }
}
