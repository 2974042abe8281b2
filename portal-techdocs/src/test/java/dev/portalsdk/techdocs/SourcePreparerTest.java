package dev.portalsdk.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePreparerTest {

    private static final String REF = SourcePreparer.TECHDOCS_REF;
    private static final String MANAGED_BY = "backstage.io/managed-by-location";
    private static final String SOURCE = "backstage.io/source-location";

    @TempDir
    Path folder;

    private Entity entity(String ref, String locationKey, String location) {
        return TestEntities.component("orders", Map.of(REF, ref, locationKey, location));
    }

    private static Diagnostic rejection(Preparation preparation) {
        return assertInstanceOf(Preparation.Rejected.class, preparation)
                .findings()
                .get(0);
    }

    private static Path prepared(Preparation preparation) {
        return assertInstanceOf(Preparation.Prepared.class, preparation).directory();
    }

    @Test
    void dirIsBesideTheEntitysFile() throws IOException {
        Path repository =
                Files.createDirectories(folder.resolve("repo/docs-here")).getParent();
        Path file = Files.writeString(repository.resolve("catalog-info.yaml"), "x");
        SourcePreparer preparer = SourcePreparer.local(folder);
        for (String location :
                new String[] {"file:" + file, "url:" + file.toUri(), "file://" + file, "file:" + repository + "/"}) {
            Entity entity = entity("dir:docs-here", MANAGED_BY, location);
            assertEquals(
                    repository.resolve("docs-here").toRealPath(),
                    prepared(preparer.prepare(entity, Optional.empty())),
                    location);
        }
    }

    @Test
    void sourceLocationComesBeforeManagedByLocation() throws IOException {
        Files.createDirectories(folder.resolve("b"));
        Entity entity = TestEntities.component(
                "orders", Map.of(REF, "dir:.", MANAGED_BY, "file:/nowhere/a.yaml", SOURCE, "file:" + folder + "/b/"));
        assertEquals(
                folder.resolve("b").toRealPath(),
                prepared(SourcePreparer.local(folder).prepare(entity, Optional.empty())));
    }

    @Test
    void aFolderThatIsWhatItWasIsNotModified() throws IOException {
        Path page = Files.writeString(folder.resolve("a.md"), "one");
        Entity entity = entity("dir:.", SOURCE, "file:" + folder + "/");
        SourcePreparer preparer = SourcePreparer.local(folder);
        Preparation.Prepared first =
                assertInstanceOf(Preparation.Prepared.class, preparer.prepare(entity, Optional.empty()));
        assertInstanceOf(Preparation.NotModified.class, preparer.prepare(entity, first.etag()));

        FileTime time = Files.getLastModifiedTime(page);
        Files.writeString(page, "two");
        Files.setLastModifiedTime(page, time);
        assertInstanceOf(
                Preparation.Prepared.class,
                preparer.prepare(entity, first.etag()),
                "same size, same time, just changed");

        Files.setLastModifiedTime(page, FileTime.from(Instant.now().minusSeconds(100)));
        Optional<String> settled = assertInstanceOf(
                        Preparation.Prepared.class, preparer.prepare(entity, Optional.empty()))
                .etag();
        assertInstanceOf(Preparation.NotModified.class, preparer.prepare(entity, settled));
    }

    @Test
    void localFoldersAreReadBelowTheRootsOnly() throws IOException {
        Path root = Files.createDirectories(folder.resolve("root"));
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        SourcePreparer preparer = SourcePreparer.local(root);
        for (String ref : new String[] {"dir:../outside", "dir:link", "dir:" + outside, "dir:/"}) {
            Diagnostic finding =
                    rejection(preparer.prepare(entity(ref, SOURCE, "file:" + root + "/"), Optional.empty()));
            assertTrue(finding.message().contains("below none of the folders"), finding.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github:https://example.com", "dir", "nonsense", ":x", "dir:\\0"})
    void otherFormsAreRejectedWithWhatWouldBeRight(String ref) throws IOException {
        Diagnostic finding = rejection(
                SourcePreparer.local(folder).prepare(entity(ref, SOURCE, "file:" + folder + "/"), Optional.empty()));
        assertEquals("techdocs-ref", finding.ruleId());
        assertEquals("component:default/orders", finding.entity().orElseThrow().toString());
    }

    @Test
    void anEntityWithoutAnnotationIsRejected() throws IOException {
        Diagnostic finding = rejection(
                SourcePreparer.local(folder).prepare(TestEntities.component("a", Map.of()), Optional.empty()));
        assertTrue(finding.hint().orElseThrow().contains("dir:."));
    }

    @Test
    void urlsAreFetchedByTheReader() throws IOException {
        InMemoryUrlReader reader = new InMemoryUrlReader();
        reader.put("https://example.com/repo/mkdocs.yml", "site_name: s\n");
        reader.put("https://example.com/repo/docs/index.md", "# Home\n");
        reader.put("https://example.com/repo/catalog-info.yaml", "x");
        SourcePreparer preparer = SourcePreparer.builder().urlReader(reader).build();
        for (Entity entity : new Entity[] {
            entity("url:https://example.com/repo/", SOURCE, "url:https://elsewhere.example/"),
            entity("dir:.", MANAGED_BY, "url:https://example.com/repo/catalog-info.yaml")
        }) {
            Preparation.Prepared prepared =
                    assertInstanceOf(Preparation.Prepared.class, preparer.prepare(entity, Optional.empty()));
            assertEquals("# Home\n", Files.readString(prepared.directory().resolve("docs/index.md")));
            assertInstanceOf(Preparation.NotModified.class, preparer.prepare(entity, prepared.etag()));
            prepared.close();
            assertFalse(Files.exists(prepared.directory()));
        }
    }

    @Test
    void aSourceThatCannotBeReadIsAnException() {
        InMemoryUrlReader reader = new InMemoryUrlReader();
        reader.put("https://example.com/repo/docs/index.md", "# Home\n")
                .fail("https://example.com/repo/", "host is down");
        SourcePreparer preparer = SourcePreparer.builder().urlReader(reader).build();
        assertThrows(
                IOException.class,
                () -> preparer.prepare(
                        entity("url:https://example.com/repo/", SOURCE, "url:https://x.y/"), Optional.empty()));
    }

    @Test
    void aPreparerWithoutAnythingToReadFromIsAMistake() {
        assertThrows(
                IllegalArgumentException.class, () -> SourcePreparer.builder().build());
    }

    private static Entity inRepository(FakeForge forge, String name) {
        return TestEntities.component(
                name,
                Map.of(
                        REF,
                        "dir:.",
                        MANAGED_BY,
                        "url:https://" + forge.host() + "/acme/mono/blob/main/" + name + "/catalog-info.yaml"));
    }

    private static long archives(FakeForge forge) {
        return forge.requests().stream()
                .filter(request -> request.toString().contains("tarball"))
                .count();
    }

    @Test
    void entitiesOfOneRepositoryShareOneTree() throws IOException {
        TestClock clock = TestClock.create();
        try (FakeForge forge = FakeForge.builder().token("secret").start()) {
            ForgeRepository repository = forge.createRepository(
                    "acme/mono", Map.of("a/docs/index.md", "# A\n", "b/docs/index.md", "# B\n", "README.md", "mono\n"));
            UrlReader reader = UrlReaders.from(Config.empty(), forge.integrations());
            SourcePreparer preparer = SourcePreparer.builder()
                    .urlReader(reader)
                    .integrations(forge.integrations())
                    .clock(clock)
                    .build();
            Preparation.Prepared a = assertInstanceOf(
                    Preparation.Prepared.class, preparer.prepare(inRepository(forge, "a"), Optional.empty()));
            int asked = forge.requests().size();
            long fetched = archives(forge);
            assertTrue(fetched > 0, () -> forge.requests().toString());
            Preparation.Prepared b = assertInstanceOf(
                    Preparation.Prepared.class, preparer.prepare(inRepository(forge, "b"), Optional.empty()));
            assertEquals(asked, forge.requests().size(), "the second entity costs no request");
            assertEquals("# A\n", Files.readString(a.directory().resolve("docs/index.md")));
            assertEquals("# B\n", Files.readString(b.directory().resolve("docs/index.md")));
            assertEquals(a.etag(), b.etag());

            clock.advance(Duration.ofMinutes(1));
            assertInstanceOf(Preparation.NotModified.class, preparer.prepare(inRepository(forge, "a"), a.etag()));
            assertEquals(fetched, archives(forge), "the version is asked for before anything is fetched");

            repository.commit(Map.of("a/docs/index.md", "# Changed\n"));
            clock.advance(Duration.ofMinutes(1));
            Preparation.Prepared changed =
                    assertInstanceOf(Preparation.Prepared.class, preparer.prepare(inRepository(forge, "a"), a.etag()));
            assertEquals("# Changed\n", Files.readString(changed.directory().resolve("docs/index.md")));
            assertEquals(
                    "# A\n", Files.readString(a.directory().resolve("docs/index.md")), "who builds from it still can");

            a.close();
            b.close();
            assertFalse(Files.exists(a.directory()), "an old tree goes with its last user");
            changed.close();
            assertTrue(Files.exists(changed.directory()), "the newest is kept for others");
            preparer.close();
            assertFalse(Files.exists(changed.directory()));
            assertThrows(NotFoundException.class, () -> preparer.prepare(inRepository(forge, "c"), Optional.empty()));
        }
    }
}
