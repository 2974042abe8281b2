package dev.portalsdk.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.techdocs.site.PageCache;
import dev.portalsdk.techdocs.site.RenderedSite;
import dev.portalsdk.techdocs.site.SitePreview;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.techdocs.site.SiteSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the guide to TechDocs. */
class UsageExampleTest {

    @TempDir
    Path folder;

    private Path repository;
    private Path target;

    @BeforeEach
    void aRepository() throws IOException {
        repository = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("repository"));
        target = folder.resolve("site");
    }

    @Test
    void build() throws IOException {
        RenderedSite site = SiteRenderer.create().render(repository, target);
        site.findings().forEach(System.out::println);

        assertFalse(site.hasErrors());
        assertTrue(Files.exists(target.resolve("index.html")));
    }

    @Test
    void checkInTheBuild() throws IOException {
        SiteRenderer renderer = SiteRenderer.builder()
                .severity("docs-link-anchor", Severity.ERROR) // a link to a heading that is not there fails the build
                .ignore("docs-asset-unused")
                .cache(PageCache.in(Path.of("target/techdocs-pages")))
                .build();
        RenderedSite site = renderer.render(repository, target);
        if (site.hasErrors()) {
            site.findings().forEach(System.err::println);
            throw new IllegalStateException("The documentation has mistakes");
        }

        assertEquals(0, site.brokenLinks());
    }

    @Test
    void preview() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (SitePreview preview = SitePreview.start(
                SiteRenderer.create(), SiteSource.of(repository), target, address, site -> report(site.findings()))) {
            System.out.println(preview.uri());

            try (InputStream home = preview.uri().toURL().openStream()) {
                assertTrue(home.readAllBytes().length > 0);
            }
        }
    }

    @Test
    void publishAndServe() throws IOException {
        Entity entity = TestEntities.component(
                "order-service",
                Map.of(
                        "backstage.io/techdocs-ref",
                        "dir:.",
                        "backstage.io/managed-by-location",
                        "file:" + repository.resolve("catalog-info.yaml")));
        Path sites = folder.resolve("sites");
        TechDocs techDocs = TechDocs.builder()
                .preparer(SourcePreparer.local(repository))
                .publisher(new LocalDirectoryPublisher(sites))
                .build();
        techDocs.view(entity); // builds at the first view, and when the source has changed
        SiteDelivery delivery = new SiteDelivery(techDocs.sites(), SiteDelivery.Profile.STANDALONE);
        SiteDelivery.Answer answer = delivery.get(entity.ref(), SiteDelivery.Request.of("index.html"));
        System.out.println(answer.status() + " " + answer.headers());

        assertEquals(200, answer.status());
        assertTrue(techDocs.sites().exists(EntityRef.parse(entity.ref().toString())));
    }

    private static void report(List<Diagnostic> findings) {
        findings.forEach(finding -> System.out.println(finding));
    }
}
