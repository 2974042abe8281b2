package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.GitIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.source.CredentialsRejectedException;
import dev.portalsdk.source.HostConnections;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hosts do to their readers: states of repositories, faults, limits, attacks; for files, for archives and for Git. */
@Timeout(120)
class GitHubFaultsTest {
    private static final Map<String, String> FILES =
            Map.of("catalog-info.yaml", "kind: Component", "docs/index.md", "# Docs", "docs/a/b.md", "b");

    private FakeForge forge;

    @BeforeEach
    void start() {
        forge = FakeForge.builder().token("hunter2").start();
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private UrlReader reader() {
        return reader(forge.integration());
    }

    private static UrlReader reader(GitHubIntegration integration) {
        return UrlReaders.builder()
                .connections(connections(Integrations.builder().add(integration).build()))
                .build();
    }

    private static HostConnections connections(Integrations integrations) {
        return HostConnections.builder()
                .integrations(integrations)
                .retries(3, Duration.ofMillis(10))
                .build();
    }

    private List<String> asked() {
        return forge.requests().stream()
                .map(request -> request.path().replaceFirst("/acme/web", ""))
                .toList();
    }

    private static List<String> paths(TreeResult tree) {
        return assertInstanceOf(TreeResult.Tree.class, tree).files().stream()
                .map(SourceFile::path)
                .toList();
    }

    @Test
    void treesAreOneArchiveOfTheCommit() throws IOException {
        ForgeRepository web = forge.createRepository("acme/web", FILES);
        TreeResult.Tree tree = reader().readTree(web.treeUrl("docs"));
        assertEquals(List.of("a/b.md", "index.md"), paths(tree));
        assertEquals(web.fileUrl("docs/index.md"), tree.files().get(1).url());
        assertEquals(web.commitOf("main"), tree.etag());
        String commit = web.commitOf("main").orElseThrow();
        assertEquals(
                List.of(
                        "/api/v3/repos/commits/main",
                        "/api/v3/repos/tarball/" + commit,
                        "/codeload/legacy.tar.gz/" + commit),
                asked());
        assertThrows(NotFoundException.class, () -> reader().readTree(web.treeUrl("nope")));
        assertThrows(NotFoundException.class, () -> reader().readTree(web.webUrl() + "/tree/nope"));
    }

    @Test
    void unchangedTreesCostOneRequestThatDoesNotCount() throws IOException {
        ForgeRepository web = forge.createRepository("acme/web", FILES);
        ReadOptions known =
                ReadOptions.ifChangedFrom(reader().readTree(web.treeUrl("")).etag());
        forge.clearRequests();
        assertInstanceOf(TreeResult.NotModified.class, reader().readTree(web.treeUrl(""), known));
        assertEquals(
                List.of(304),
                forge.requests().stream().map(RecordedRequest::status).toList());
        web.commit(Map.of("new", "n"));
        assertEquals(4, paths(reader().readTree(web.treeUrl(""), known)).size());
    }

    @Test
    void manyFilesOfABranchAreOneTree() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            files.put("services/s" + i + "/catalog-info.yaml", "name: s" + i);
        }
        ForgeRepository web = forge.createRepository("acme/web", files);
        UrlReader reader = reader();
        TreeResult.Tree found = (TreeResult.Tree)
                reader.search(web.webUrl() + "/blob/main/services/*/catalog-info.yaml", ReadOptions.defaults());
        for (SourceFile file : found.files()) {
            assertEquals("name: " + file.path().replace("/catalog-info.yaml", ""), file.text());
        }
        assertEquals(1000, found.files().size());
        assertEquals(
                1, asked().stream().filter(path -> path.contains("/codeload/")).count());
        assertTrue(
                asked().size() <= 1 + 5 + 3 + 10,
                asked().size() + " requests: the listing, five files, the tree, checks");
    }

    @Test
    void pushesThatAreToldOfAreSeenAtOnce() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            files.put("f" + i, "old");
        }
        ForgeRepository web = forge.createRepository("acme/web", files);
        HostConnections connections = connections(forge.integrations());
        UrlReader reader = UrlReaders.builder().connections(connections).build();
        for (int i = 0; i < 20; i++) {
            reader.read(web.fileUrl("f" + i));
        }
        web.commit(Map.of("f7", "new"));
        connections.changed(web.webUrl());
        assertEquals("new", reader.read(web.fileUrl("f7")).text());
    }

    @Test
    void filesThatATreeLeavesOutAreMissing() throws IOException {
        ForgeRepository web = forge.createRepository("acme/web", FILES);
        UrlReader reader = reader();
        for (int i = 0; i < 10; i++) {
            reader.read(web.fileUrl("catalog-info.yaml"));
        }
        assertThrows(NotFoundException.class, () -> reader.read(web.fileUrl("nope")));
        assertThrows(NotFoundException.class, () -> reader.read(web.fileUrl("docs")));
    }

    @Test
    void statesOfRepositories() throws IOException {
        ForgeRepository renamed = forge.createRepository("acme/renamed", FILES).renameDefaultBranch("trunk");
        assertEquals(3, paths(reader().readTree(renamed.webUrl())).size());
        assertEquals(
                3, paths(reader().readTree(renamed.webUrl() + "/tree/trunk")).size());
        NotFoundException gone =
                assertThrows(NotFoundException.class, () -> reader().readTree(renamed.webUrl() + "/tree/main"));
        assertTrue(gone.getMessage().contains("no branch, tag or commit \"main\""), gone.getMessage());
        ForgeRepository empty = forge.createRepository("acme/empty", Map.of());
        NotFoundException e = assertThrows(NotFoundException.class, () -> reader().readTree(empty.webUrl()));
        assertTrue(e.getMessage().contains("the repository is empty"), e.getMessage());
        ForgeRepository archived =
                forge.createRepository("acme/archived", FILES).archive().markAsFork();
        assertEquals("b", reader().read(archived.fileUrl("docs/a/b.md")).text());
        assertThrows(NotFoundException.class, () -> reader().readTree("https://github.com/acme/nope"));
    }

    private Stream<String> kindsOfRead() {
        return Stream.of("file", "tree", "search");
    }

    private void read(String kind, ReadOptions options) throws IOException {
        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        UrlReader reader = reader();
        if (kind.equals("file")) {
            reader.read(web.fileUrl("docs/index.md"), options);
        } else if (kind.equals("tree")) {
            reader.readTree(web.webUrl(), options);
        } else {
            reader.search(web.webUrl() + "/blob/main/docs/*.md", options);
        }
    }

    @Test
    void statusesMeanTheSameForEveryKindOfRead() {
        forge.createRepository("acme/web", FILES);
        Map<Integer, Class<? extends IOException>> meanings = Map.of(
                401, CredentialsRejectedException.class,
                403, CredentialsRejectedException.class,
                404, NotFoundException.class,
                429, RateLimitedException.class,
                500, SourceException.class,
                503, SourceException.class);
        kindsOfRead()
                .forEach(kind -> meanings.forEach((status, meaning) -> {
                    forge.heal();
                    forge.fault("/api/v3/", new ForgeFault.Status(status, Map.of()));
                    IOException e =
                            assertThrows(meaning, () -> read(kind, ReadOptions.defaults()), kind + " " + status);
                    assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
                }));
    }

    @Test
    void faultsThatPassDoNotShow() {
        forge.createRepository("acme/web", FILES);
        kindsOfRead().forEach(kind -> {
            forge.failNext("GET", "/api/v3/", 500, Map.of());
            forge.failNext("GET", "/api/v3/", 502, Map.of());
            assertEquals(true, reads(kind));
        });
    }

    private boolean reads(String kind) {
        try {
            read(kind, ReadOptions.defaults());
            return true;
        } catch (IOException e) {
            throw new AssertionError(kind, e);
        }
    }

    @Test
    void limitsOfTheApiAreWaitedFor() throws IOException {
        ForgeRepository web = forge.createRepository("acme/web", FILES);
        forge.limitRequests(3, Duration.ofSeconds(1));
        HostConnections connections = connections(forge.integrations());
        UrlReader one = UrlReaders.builder().connections(connections).build();
        UrlReader other = UrlReaders.builder().connections(connections).build();
        for (int i = 0; i < 4; i++) {
            assertEquals("# Docs", one.read(web.fileUrl("docs/index.md")).text());
            assertEquals(3, paths(other.readTree(web.webUrl())).size());
        }
        assertEquals(
                0,
                forge.requests().stream()
                        .filter(request -> request.status() == 403)
                        .count(),
                "the answers before said that nothing is left");
    }

    @Test
    void slowAndBrokenAnswersEnd() {
        forge.createRepository("acme/web", FILES);
        ReadOptions hasty = ReadOptions.defaults().withTimeout(Duration.ofMillis(200));
        forge.fault("/api/v3/", new ForgeFault.Slow(Duration.ofSeconds(5)));
        kindsOfRead().forEach(kind -> {
            SourceException e = assertThrows(SourceException.class, () -> read(kind, hasty));
            assertTrue(String.valueOf(e.getMessage()).contains("no whole answer"), e.getMessage());
        });
        for (String path : List.of("/api/v3/", "/codeload/")) {
            forge.heal();
            forge.fault(path, new ForgeFault.Truncated());
            assertThrows(SourceException.class, () -> read("tree", ReadOptions.defaults()));
        }
        forge.heal();
        forge.fault(
                "/codeload/", new ForgeFault.Content("application/x-gzip", "<html>".getBytes(StandardCharsets.UTF_8)));
        assertThrows(SourceException.class, () -> read("tree", ReadOptions.defaults()));
    }

    @Test
    void redirectsToOtherPlacesAreNotFollowed() {
        forge.createRepository("acme/web", FILES);
        for (String evil : List.of(
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://localhost:1/",
                "https://evil.example/x")) {
            for (String path : List.of("/contents/", "/tarball/", "/git/trees/", "/codeload/")) {
                forge.heal();
                forge.fault(path, new ForgeFault.Redirect(evil));
                String kind = path.equals("/contents/") ? "file" : path.equals("/git/trees/") ? "search" : "tree";
                NotAllowedException e = assertThrows(
                        NotAllowedException.class, () -> read(kind, ReadOptions.defaults()), kind + " " + evil);
                assertTrue(String.valueOf(e.getMessage()).contains("it redirects to"), e.getMessage());
            }
        }
    }

    @Test
    void largeArchivesAreNotUnpacked() {
        forge.createRepository("acme/web", Map.of("zeros", "0".repeat(4 << 20)));
        assertThrows(
                TooLargeException.class,
                () -> read("tree", ReadOptions.defaults().withMaxTreeBytes(1 << 20)));
    }

    @Test
    void appsGetATokenForEachOwner() throws IOException {
        forge.close();
        forge = FakeForge.builder().token("nobody-has-this").start();
        ForgeApp app = forge.app("acme", "globex");
        forge.createRepository("acme/web", FILES);
        forge.createRepository("globex/web", FILES);
        forge.createRepository("initech/web", FILES);
        GitHubIntegration integration = GitHubIntegration.builder("github.com")
                .apiBaseUrl(forge.apiBaseUrl())
                .rawBaseUrl(forge.rawBaseUrl())
                .cloneBaseUrl(forge.url())
                .app(app.credentials())
                .build();
        UrlReader reader = reader(integration);
        for (String owner : List.of("acme", "globex")) {
            String url = "https://github.com/" + owner + "/web";
            assertEquals(3, paths(reader.readTree(url)).size());
            assertEquals("b", reader.read(url + "/blob/main/docs/a/b.md").text());
        }
        assertEquals(
                2,
                asked().stream().filter(path -> path.endsWith("/access_tokens")).count());
        assertThrows(SourceException.class, () -> reader.read("https://github.com/initech/web/blob/main/docs/a/b.md"));
        app.revokeTokens();
        assertEquals(
                "b",
                reader.read("https://github.com/acme/web/blob/main/docs/a/b.md").text(),
                "a token that is refused is replaced");
    }

    @Test
    void anyGitHostIsReadThroughGit() throws IOException {
        ForgeRepository web = forge.createRepository("acme/web", FILES);
        Integrations integrations = Integrations.builder()
                .add(GitIntegration.builder("git.acme.example")
                        .cloneBaseUrl(forge.url())
                        .user("portal")
                        .token(dev.portalsdk.config.Secret.of("hunter2"))
                        .build())
                .build();
        UrlReader reader =
                UrlReaders.builder().connections(connections(integrations)).build();
        String base = "https://git.acme.example/acme/web.git";
        ReadResult.Content read = reader.read(base + "/blob/main/docs/a/b.md");
        assertEquals("b", read.text());
        int requests = forge.requests().size();
        assertEquals("# Docs", reader.read(base + "/blob/main/docs/index.md").text());
        assertInstanceOf(
                ReadResult.NotModified.class,
                reader.read(base + "/blob/main/docs/a/b.md", ReadOptions.ifChangedFrom(read.etag())));
        assertEquals(requests, forge.requests().size(), "the files of a branch are one tree");
        assertEquals(
                web.commitOf("main"), reader.readTree(base + "/tree/main/docs").etag());
        assertEquals(
                List.of("a/b.md", "index.md"),
                paths(reader.search(base + "/blob/main/docs/**/*.md", ReadOptions.defaults())));
        assertThrows(NotFoundException.class, () -> reader.read(base + "/blob/main/nope"));
        assertThrows(NotFoundException.class, () -> reader.readTree("https://git.acme.example/acme/nope.git"));
    }

    @Test
    void gitIsTriedAgainWhenItFails() throws IOException {
        forge.close();
        forge = FakeForge.start();
        ForgeRepository web = forge.createRepository("acme/web", FILES);
        forge.failNext("GET", "/info/refs", 503, Map.of());
        assertEquals(3, paths(reader().readTree(web.webUrl())).size());
    }
}
