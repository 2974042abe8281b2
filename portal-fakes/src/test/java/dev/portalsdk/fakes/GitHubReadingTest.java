package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.source.CredentialsRejectedException;
import dev.portalsdk.source.NotAllowedException;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.RateLimitedException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TooLargeException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The readers of portal-integrations against the forge, over real HTTP and Git. */
@Timeout(60)
class GitHubReadingTest {
    private static final Map<String, String> FILES = Map.of(
            "catalog-info.yaml", "kind: Component",
            "docs/index.md", "# Docs",
            "docs/a b/ä.md", "ä",
            "services/one/catalog-info.yaml", "one",
            "services/two/catalog-info.yaml", "two",
            "services/two/.hidden/catalog-info.yaml", "no");

    private static UrlReader reader(FakeForge forge) {
        Config config = Config.builder()
                .value("forge", forge.config())
                .environment(Map.of())
                .build();
        return UrlReaders.from(config, Integrations.of(config));
    }

    private static List<String> paths(TreeResult result) {
        return assertInstanceOf(TreeResult.Tree.class, result).files().stream()
                .map(SourceFile::path)
                .toList();
    }

    @Nested
    class OpenToEveryone {
        @Test
        void readsFilesFromTheRawService() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                assertEquals(
                        "kind: Component",
                        reader(forge).read(web.fileUrl("catalog-info.yaml")).text());
                assertEquals(
                        "ä", reader(forge).read(web.fileUrl("docs/a b/ä.md")).text());
                assertEquals(
                        "# Docs",
                        reader(forge)
                                .read("https://github.com/acme/web/tree/main/docs/index.md#L1")
                                .text());
                assertTrue(forge.requests().stream()
                        .allMatch(request -> request.path().startsWith("/raw/")));
                assertThrows(NotFoundException.class, () -> reader(forge).read(web.fileUrl("nope")));
                assertThrows(NotFoundException.class, () -> reader(forge).read(web.fileUrl("docs")));
                assertThrows(NotFoundException.class, () -> reader(forge).read(web.webUrl()));
            }
        }

        @Test
        void unchangedFilesAreNotSentAgain() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                String url = web.fileUrl("catalog-info.yaml");
                Optional<String> etag = reader(forge).read(url).etag();
                assertInstanceOf(
                        ReadResult.NotModified.class, reader(forge).read(url, ReadOptions.ifChangedFrom(etag)));
                web.commit(Map.of("catalog-info.yaml", "kind: API"));
                assertInstanceOf(ReadResult.Content.class, reader(forge).read(url, ReadOptions.ifChangedFrom(etag)));
                assertEquals(
                        List.of(200, 304, 200),
                        forge.requests().stream().map(RecordedRequest::status).toList());
            }
        }

        @Test
        void readsTreesThroughGit() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                TreeResult.Tree docs = reader(forge).readTree(web.treeUrl("docs"));
                assertEquals(List.of("a b/ä.md", "index.md"), paths(docs));
                assertEquals(
                        "https://github.com/acme/web/blob/main/docs/a%20b/%C3%A4.md",
                        docs.files().get(0).url());
                assertEquals(web.commitOf("main"), docs.etag());
                assertEquals(6, reader(forge).readTree(web.webUrl()).files().size());
            }
        }

        @Test
        void treesOutliveTheConnection(@TempDir Path directory) throws IOException {
            TreeResult.Tree tree;
            try (FakeForge forge = FakeForge.start()) {
                tree = reader(forge)
                        .readTree(forge.createRepository("acme/web", FILES).webUrl());
            }
            tree.writeTo(directory.resolve("out"));
            assertEquals("ä", Files.readString(directory.resolve("out/docs/a b/ä.md")));
        }

        @Test
        void unchangedTreesAreNotFetchedAgain() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                Optional<String> etag =
                        reader(forge).readTree(web.treeUrl("docs")).etag();
                forge.clearRequests();
                assertInstanceOf(
                        TreeResult.NotModified.class,
                        reader(forge).readTree(web.treeUrl("docs"), ReadOptions.ifChangedFrom(etag)));
                assertTrue(forge.requests().size() <= 2, forge.requests().toString());
                web.commit(Map.of("docs/new.md", "n"));
                assertEquals(
                        List.of("a b/ä.md", "index.md", "new.md"),
                        paths(reader(forge).readTree(web.treeUrl("docs"), ReadOptions.ifChangedFrom(etag))));
            }
        }

        @Test
        void readsBranchesTagsAndCommits() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", Map.of("a", "old"));
                String old = web.commitOf("main").orElseThrow();
                tag(web, "v1", ObjectId.fromString(old));
                branch(web, "feature/x", ObjectId.fromString(old));
                web.commit(Map.of("a", "new"));
                for (String ref : List.of("v1", "feature%2Fx", old)) {
                    String base = "https://github.com/acme/web/";
                    assertEquals(
                            "old",
                            reader(forge)
                                    .readTree(base + "tree/" + ref)
                                    .file("a")
                                    .orElseThrow()
                                    .text(),
                            ref);
                    assertEquals(
                            "old",
                            reader(forge).read(base + "blob/" + ref + "/a").text(),
                            ref);
                    assertEquals(
                            Optional.of(old),
                            reader(forge).readTree(base + "tree/" + ref).etag(),
                            ref);
                }
                NotFoundException e = assertThrows(
                        NotFoundException.class, () -> reader(forge).readTree("https://github.com/acme/web/tree/nope"));
                assertTrue(e.getMessage().contains("no branch, tag or commit \"nope\""), e.getMessage());
            }
        }

        private static void tag(ForgeRepository repository, String name, ObjectId commit) throws IOException {
            try (ObjectInserter inserter = repository.git().newObjectInserter()) {
                TagBuilder tag = new TagBuilder();
                tag.setTag(name);
                tag.setObjectId(commit, Constants.OBJ_COMMIT);
                tag.setTagger(new PersonIdent("a", "a@example.invalid"));
                tag.setMessage("released");
                ObjectId id = inserter.insert(tag);
                inserter.flush();
                branchTo(repository, "refs/tags/" + name, id);
            }
        }

        private static void branch(ForgeRepository repository, String name, ObjectId commit) throws IOException {
            branchTo(repository, "refs/heads/" + name, commit);
        }

        private static void branchTo(ForgeRepository repository, String ref, ObjectId id) throws IOException {
            var update = repository.git().updateRef(ref);
            update.setNewObjectId(id);
            update.update();
        }

        @Test
        void searchesByOneListing() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                String pattern = web.webUrl() + "/blob/main/services/**/catalog-info.yaml";
                TreeResult.Tree found = (TreeResult.Tree) reader(forge).search(pattern, ReadOptions.defaults());
                assertEquals(List.of("one/catalog-info.yaml", "two/catalog-info.yaml"), paths(found));
                assertEquals(1, forge.requests().size(), forge.requests().toString());
                assertEquals("two", found.files().get(1).text());
                assertEquals(
                        web.fileUrl("services/two/catalog-info.yaml"),
                        found.files().get(1).url());
                assertInstanceOf(
                        TreeResult.NotModified.class,
                        reader(forge).search(pattern, ReadOptions.ifChangedFrom(found.etag())));
                assertEquals(
                        List.of("catalog-info.yaml"),
                        paths(reader(forge).search(web.fileUrl("catalog-info.yaml"), ReadOptions.defaults())));
                assertEquals(List.of(), paths(reader(forge).search(web.fileUrl("nope.yaml"), ReadOptions.defaults())));
                assertEquals(
                        List.of(), paths(reader(forge).search(web.fileUrl("nope/*.yaml"), ReadOptions.defaults())));
            }
        }

        @Test
        void repositoriesTooBigForOneListingAreSearchedThroughGit() throws IOException {
            try (FakeForge forge = FakeForge.builder().maxListedEntries(3).start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                String pattern = web.webUrl() + "/blob/main/services/**/catalog-info.yaml";
                TreeResult.Tree found = (TreeResult.Tree) reader(forge).search(pattern, ReadOptions.defaults());
                assertEquals(List.of("one/catalog-info.yaml", "two/catalog-info.yaml"), paths(found));
                assertEquals(
                        web.fileUrl("services/one/catalog-info.yaml"),
                        found.files().get(0).url());
                assertTrue(forge.requests().stream()
                        .anyMatch(request -> request.path().endsWith("/git-upload-pack")));
                String nowhere = web.webUrl() + "/blob/main/nowhere/*.yaml";
                assertEquals(List.of(), paths(reader(forge).search(nowhere, ReadOptions.defaults())));
            }
        }

        @Test
        void limitsAreKept() {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", Map.of("a", "1".repeat(5000), "b", "2"));
                ReadOptions options = ReadOptions.defaults();
                UrlReader reader = reader(forge);
                assertThrows(
                        TooLargeException.class, () -> reader.read(web.fileUrl("a"), options.withMaxFileBytes(4999)));
                assertThrows(TooLargeException.class, () -> reader.readTree(web.treeUrl(""), options.withMaxFiles(1)));
                assertThrows(
                        TooLargeException.class,
                        () -> reader.readTree(web.treeUrl(""), options.withMaxTreeBytes(5000)));
                assertThrows(
                        TooLargeException.class, () -> reader.readTree(web.treeUrl(""), options.withMaxTreeBytes(50)));
                assertThrows(TooLargeException.class, () -> ((TreeResult.Tree)
                                reader.readTree(web.treeUrl(""), options.withMaxFileBytes(10)))
                        .file("a")
                        .orElseThrow()
                        .bytes());
            }
        }

        @Test
        void emptyAndMissingRepositoriesAreNotFound() {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository empty = forge.createRepository("acme/empty", Map.of());
                NotFoundException e = assertThrows(
                        NotFoundException.class, () -> reader(forge).readTree(empty.webUrl()));
                assertTrue(e.getMessage().contains("the repository is empty"), e.getMessage());
                assertThrows(NotFoundException.class, () -> reader(forge).readTree("https://github.com/acme/nope"));
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                assertThrows(NotFoundException.class, () -> reader(forge).readTree(web.treeUrl("nope")));
                assertThrows(NotFoundException.class, () -> reader(forge).readTree(web.treeUrl("docs/index.md")));
            }
        }

        @Test
        void rateLimitsSayHowLong() {
            try (FakeForge forge = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                forge.failNext("GET", "/raw/", 429, Map.of("Retry-After", "5"));
                ReadOptions impatient = ReadOptions.defaults().withMaxWait(Duration.ofSeconds(1));
                RateLimitedException e = assertThrows(RateLimitedException.class, () -> reader(forge)
                        .read(web.fileUrl("catalog-info.yaml"), impatient));
                assertTrue(e.retryAfter().orElseThrow().toSeconds() >= 4, e.getMessage());
            }
        }

        @Test
        void gitGoesNowhereElse() {
            try (FakeForge forge = FakeForge.start();
                    FakeForge other = FakeForge.start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                other.createRepository("acme/web", FILES);
                String path = "/acme/web.git/info/refs";
                forge.failNext("GET", path, 302, Map.of("Location", other.url() + path + "?service=git-upload-pack"));
                NotAllowedException e = assertThrows(
                        NotAllowedException.class, () -> reader(forge).readTree(web.webUrl()));
                assertTrue(e.getMessage().contains("is not allowed"), e.getMessage());
                assertEquals(List.of(), other.requests());
            }
        }

        @Test
        void binaryFilesComeWhole() throws IOException {
            try (FakeForge forge = FakeForge.start()) {
                String all = new String(new char[] {0, 1, 0x7f, 0xe9, 0x20ac}).repeat(1000);
                ForgeRepository web = forge.createRepository("acme/web", Map.of("bin", all));
                byte[] expected = all.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                assertArrayEquals(
                        expected, reader(forge).read(web.fileUrl("bin")).bytes());
                assertArrayEquals(
                        expected,
                        reader(forge)
                                .readTree(web.webUrl())
                                .file("bin")
                                .orElseThrow()
                                .bytes());
            }
        }
    }

    @Nested
    class WithAToken {
        @Test
        void readsPrivateRepositoriesThroughTheApiAndGit() throws IOException {
            try (FakeForge forge = FakeForge.builder().token("t0k3n").start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                assertEquals(
                        "ä", reader(forge).read(web.fileUrl("docs/a b/ä.md")).text());
                assertTrue(forge.requests().get(0).path().startsWith("/api/v3/repos/acme/web/contents/"));
                assertEquals(
                        2, reader(forge).readTree(web.treeUrl("docs")).files().size());
                assertEquals(
                        List.of("index.md"),
                        paths(reader(forge).search(web.fileUrl("docs/*.md"), ReadOptions.defaults())));
                assertThrows(NotFoundException.class, () -> reader(forge).read(web.fileUrl("docs")));
            }
        }

        @Test
        void strangersAreToldWhatToDo() {
            try (FakeForge forge = FakeForge.builder().token("t0k3n").start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                UrlReader stranger = UrlReaders.builder()
                        .integrations(Integrations.builder()
                                .add(without(forge, Optional.empty()))
                                .build())
                        .build();
                SourceException file =
                        assertThrows(NotFoundException.class, () -> stranger.read(web.fileUrl("catalog-info.yaml")));
                assertTrue(file.getMessage().contains("it wants a token"), file.getMessage());
                SourceException tree =
                        assertThrows(CredentialsRejectedException.class, () -> stranger.readTree(web.webUrl()));
                assertTrue(tree.getMessage().contains("wants a token"), tree.getMessage());
                UrlReader wrong = UrlReaders.builder()
                        .integrations(Integrations.builder()
                                .add(without(forge, Optional.of(Secret.of("wr0ng"))))
                                .build())
                        .build();
                for (SourceException e : List.of(
                        assertThrows(
                                CredentialsRejectedException.class, () -> wrong.read(web.fileUrl("catalog-info.yaml"))),
                        assertThrows(CredentialsRejectedException.class, () -> wrong.readTree(web.webUrl())))) {
                    assertFalse(e.toString().contains("wr0ng"), e.toString());
                }
            }
        }

        private static GitHubIntegration without(FakeForge forge, Optional<Secret> token) {
            GitHubIntegration.Builder builder = GitHubIntegration.builder("github.com")
                    .apiBaseUrl(forge.apiBaseUrl())
                    .rawBaseUrl(forge.rawBaseUrl())
                    .cloneBaseUrl(forge.url());
            token.ifPresent(builder::token);
            return builder.build();
        }

        @Test
        void aTokenOfTheCallerTakesThePlaceOfTheConfiguredOne() throws IOException {
            try (FakeForge forge = FakeForge.builder().token("t0k3n").start()) {
                ForgeRepository web = forge.createRepository("acme/web", FILES);
                UrlReader stranger = UrlReaders.builder()
                        .integrations(Integrations.builder()
                                .add(without(forge, Optional.empty()))
                                .build())
                        .build();
                ReadOptions options = ReadOptions.defaults().withToken(Secret.of("t0k3n"));
                assertInstanceOf(ReadResult.Content.class, stranger.read(web.fileUrl("catalog-info.yaml"), options));
                assertEquals(6, paths(stranger.readTree(web.webUrl(), options)).size());
            }
        }
    }
}
