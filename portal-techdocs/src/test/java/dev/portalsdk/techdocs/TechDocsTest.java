package dev.portalsdk.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TechDocsTest {

    @TempDir
    Path folder;

    private static Entity entity(Path source) {
        return TestEntities.component(
                "order-service",
                Map.of(
                        SourcePreparer.TECHDOCS_REF,
                        "dir:.",
                        "backstage.io/managed-by-location",
                        "file:" + source + "/catalog-info.yaml"));
    }

    private TechDocs techDocs() {
        return TechDocs.builder()
                .preparer(SourcePreparer.local(folder))
                .publisher(new LocalDirectoryPublisher(folder.resolve("published")))
                .build();
    }

    @Test
    void theOrderServiceIsPreparedGeneratedAndPublished() throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        TechDocs docs = techDocs();
        DocsBuild build = docs.build(entity(source));

        assertEquals(DocsBuild.Outcome.PUBLISHED, build.outcome());
        assertEquals(List.of(), build.findings());
        assertEquals(4, build.pages().size());
        assertEquals(0, build.brokenLinks());
        SiteMetadata metadata = docs.sites().metadata(build.entity()).orElseThrow();
        assertEquals("Order Service", metadata.siteName());
        assertTrue(metadata.etag().isPresent());
        assertTrue(docs.sites().exists(build.entity()));
    }

    @Test
    void anUnchangedSourceIsNotBuiltAgainUnlessAsked() throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        TechDocs docs = techDocs();
        docs.build(entity(source));
        assertEquals(DocsBuild.Outcome.UNCHANGED, docs.build(entity(source)).outcome());
        assertEquals(DocsBuild.Outcome.PUBLISHED, docs.rebuild(entity(source)).outcome());

        Files.writeString(source.resolve("docs/index.md"), "# Changed\n\n[gone](gone.md)\n");
        DocsBuild changed = docs.build(entity(source));
        assertEquals(DocsBuild.Outcome.PUBLISHED, changed.outcome());
        assertEquals(1, changed.brokenLinks());
    }

    @Test
    void mistakesOfTheAuthorsKeepWhatIsPublished() throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        TechDocs docs = techDocs();
        docs.build(entity(source));
        Files.writeString(source.resolve("mkdocs.yml"), "site_name: [\n");
        DocsBuild build = docs.build(entity(source));
        assertEquals(DocsBuild.Outcome.REJECTED, build.outcome());
        assertFalse(build.findings().isEmpty());
        assertTrue(docs.sites().exists(build.entity()));
        assertEquals(
                DocsBuild.Outcome.REJECTED,
                docs.build(TestEntities.component("a", Map.of())).outcome());
    }

    @Test
    void aSourceThatCannotBeReadIsNoReasonToRemoveASite() throws IOException {
        InMemoryUrlReader reader = new InMemoryUrlReader();
        reader.put("https://example.com/r/docs/index.md", "# Home\n");
        Entity entity =
                TestEntities.component("web", Map.of(SourcePreparer.TECHDOCS_REF, "url:https://example.com/r/"));
        List<String> heard = new ArrayList<>();
        TechDocs docs = TechDocs.builder()
                .preparer(SourcePreparer.builder().urlReader(reader).build())
                .publisher(new LocalDirectoryPublisher(folder.resolve("published")))
                .listener(new TechDocsListener() {
                    @Override
                    public void built(DocsBuild build) {
                        heard.add(build.outcome().name());
                        throw new IllegalStateException("a listener's fault is its own");
                    }

                    @Override
                    public void failed(EntityRef ref, Exception cause) {
                        heard.add("failed");
                    }
                })
                .build();
        docs.build(entity);
        reader.fail("https://example.com/r/", "host is down");
        assertThrows(IOException.class, () -> docs.rebuild(entity));
        assertTrue(docs.sites().exists(entity.ref()));
        assertEquals(List.of("PUBLISHED", "failed"), heard);
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        String message = assertThrows(
                        IllegalStateException.class, () -> TechDocs.builder().build())
                .getMessage();
        assertTrue(message.contains("preparer") && message.contains("publisher"), message);
        assertThrows(IllegalStateException.class, () -> TechDocs.builder()
                .preparer((entity, etag) -> new Preparation.NotModified())
                .publisher((entity, site) -> {})
                .build());
    }

    @Test
    void aConfigurationSaysWhereToPublish() {
        Path published = folder.resolve("p");
        Config local = config(Value.Obj.of("local", Value.Obj.of("publishDirectory", published.toString())));
        assertEquals(
                LocalDirectoryPublisher.class, fromConfig(local).build().sites().getClass());
        assertThrows(ConfigException.class, () -> fromConfig(config(Value.Obj.of("type", "local")))
                .build());
        assertThrows(ConfigException.class, () -> fromConfig(config(Value.Obj.of("type", "ftp")))
                .build());
    }

    @Test
    void aPublisherInAnArtifactThatIsNotThereIsNamed() {
        Map.of(
                        "awsS3", "dev.portalsdk:portal-techdocs-s3",
                        "googleGcs", "dev.portalsdk:portal-techdocs-gcs",
                        "azureBlobStorage", "dev.portalsdk:portal-techdocs-azure")
                .forEach((type, artifact) -> {
                    TechDocs.Builder builder = fromConfig(config(Value.Obj.of("type", type)));
                    String message = assertThrows(IllegalStateException.class, builder::build)
                            .getMessage();
                    assertTrue(message.contains(type) && message.contains(artifact), message);
                    builder.publisher(new LocalDirectoryPublisher(folder)).build();
                });
    }

    @Test
    void filesThatWereReadAreKeptUntilTheyArePublishedAgainOrOld() throws IOException {
        TestClock clock = TestClock.create();
        List<String> reads = new ArrayList<>();
        LocalDirectoryPublisher published = new LocalDirectoryPublisher(folder.resolve("published"));
        TechDocs docs = TechDocs.builder()
                .preparer(SourcePreparer.local(folder))
                .publisher(published)
                .publishedSites(new PublishedSites() {
                    @Override
                    public Optional<InputStream> open(EntityRef entity, String path) throws IOException {
                        reads.add(path);
                        return published.open(entity, path);
                    }
                })
                .clock(clock)
                .cacheFor(Duration.ofMinutes(5))
                .build();
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        EntityRef ref = entity(source).ref();
        assertFalse(docs.sites().exists(ref));
        docs.build(entity(source));
        reads.clear();
        String first = text(docs, ref);
        assertEquals(first, text(docs, ref));
        assertEquals(List.of("index.html"), reads);

        Files.writeString(source.resolve("docs/index.md"), "# Changed\n");
        docs.build(entity(source));
        assertTrue(text(docs, ref).contains("Changed"), "what is published here is seen at once");

        reads.clear();
        text(docs, ref);
        clock.advance(Duration.ofMinutes(6));
        text(docs, ref);
        assertEquals(List.of("index.html"), reads, "what others publish is seen after the time");
    }

    private static String text(TechDocs docs, EntityRef ref) throws IOException {
        try (InputStream in = docs.sites().open(ref, "index.html").orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TechDocs.Builder fromConfig(Config config) {
        return TechDocs.fromConfig(
                config, new InMemoryUrlReader(), Integrations.builder().build());
    }

    private static Config config(Value.Obj publisher) {
        return Config.builder()
                .value("test", Value.Obj.of("techdocs", Value.Obj.of("publisher", publisher)))
                .build();
    }

    @Test
    void aViewBuildsWhatIsMissingOrOldAndLooksOnceAMinute() throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        TestClock clock = TestClock.create();
        List<String> events = new ArrayList<>();
        TechDocs docs = TechDocs.builder()
                .preparer(SourcePreparer.local(folder))
                .publisher(new LocalDirectoryPublisher(folder.resolve("published")))
                .clock(clock)
                .listener(new TechDocsListener() {
                    @Override
                    public void progress(EntityRef entity, Stage stage) {
                        events.add(stage.name());
                    }

                    @Override
                    public void built(DocsBuild build) {
                        events.add(build.outcome().name());
                    }

                    @Override
                    public void failed(EntityRef entity, Exception cause) {}
                })
                .build();
        assertTrue(docs.view(entity(source)).isPresent());
        assertEquals(List.of("PREPARING", "GENERATING", "PUBLISHING", "PUBLISHED"), events);
        Files.writeString(source.resolve("docs/index.md"), "# Changed\n");
        assertTrue(docs.view(entity(source)).isEmpty(), "looked at within the minute");
        clock.advance(Duration.ofSeconds(61));
        assertTrue(docs.view(entity(source)).isPresent());
        clock.advance(Duration.ofSeconds(61));
        assertTrue(docs.view(entity(source)).isEmpty(), "nothing has changed");
    }

    @Test
    void aConfigurationWithABuilderElsewhereOnlyServes() throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        Path published = folder.resolve("published");
        Value.Obj publisher = Value.Obj.of("local", Value.Obj.of("publishDirectory", published.toString()));
        for (String builder : List.of("external", "local")) {
            Config config = Config.builder()
                    .value("test", Value.Obj.of("techdocs", Value.Obj.of("builder", builder, "publisher", publisher)))
                    .build();
            TechDocs docs =
                    fromConfig(config).preparer(SourcePreparer.local(folder)).build();
            assertEquals(builder.equals("local"), docs.view(entity(source)).isPresent());
            assertEquals(
                    builder.equals("local"), docs.sites().exists(entity(source).ref()));
        }
        Config other = Config.builder()
                .value("test", Value.Obj.of("techdocs", Value.Obj.of("builder", "jenkins", "publisher", publisher)))
                .build();
        assertThrows(ConfigException.class, () -> fromConfig(other));
    }

    @Test
    void aContainerToBuildInIsReportedAsNotNeeded() {
        for (String place : List.of("docker", "local")) {
            RecordedLog.clear();
            Value.Obj techdocs = Value.Obj.of("generator", Value.Obj.of("runIn", place));
            fromConfig(Config.builder()
                    .value("test", Value.Obj.of("techdocs", techdocs))
                    .build());
            assertEquals(
                    place.equals("docker") ? 1 : 0,
                    RecordedLog.lines().stream()
                            .filter(line -> line.contains("\"docker\", which is not needed"))
                            .count());
        }
    }

    @Test
    void whereSitesAreBuiltElsewhereAViewBuildsNothing() throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("order-service"));
        TechDocs docs = TechDocs.builder()
                .preparer(SourcePreparer.local(folder))
                .publisher(new LocalDirectoryPublisher(folder.resolve("published")))
                .buildOnView(false)
                .build();
        assertTrue(docs.view(entity(source)).isEmpty());
        assertFalse(docs.sites().exists(entity(source).ref()));
    }
}
