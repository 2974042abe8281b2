package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.Integrations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GitLab's REST API as its documentation has it, for one project of one commit. */
@Timeout(60)
class GitLabReadingTest {
    private static final String PROJECT = "/api/v4/projects/acme%2Fsub%2Fweb/repository";
    private static final String COMMIT = "0123456789012345678901234567890123456789";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> files = new TreeMap<>(Map.of("catalog-info.yaml", "a", "docs/x y.md", "b"));
    private HttpServer server;
    private volatile int status = 200;
    private volatile boolean limit = true;
    private volatile boolean truncated;
    private volatile Duration delay = Duration.ZERO;
    private volatile String branch = "main";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            requests.add(path + "?" + exchange.getRequestURI().getRawQuery());
            boolean known = "Bearer hunter2".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            pause();
            if (truncated) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.UTF_8));
            } else if (!known || status != 200) {
                if (limit) {
                    exchange.getResponseHeaders().set("RateLimit-Remaining", "0");
                    exchange.getResponseHeaders().set("Retry-After", "100");
                }
                exchange.sendResponseHeaders(known ? status : 401, -1);
            } else if (path.startsWith(PROJECT + "/files/") && path.endsWith("/raw")) {
                String name = path.substring((PROJECT + "/files/").length(), path.length() - "/raw".length());
                send(exchange, files.get(name.replace("%2F", "/").replace("%20", " ")));
            } else if (path.equals(PROJECT + "/commits/" + branch)
                    || (path.equals(PROJECT + "/commits/HEAD") && !branch.isEmpty())) {
                send(exchange, "{\"id\":\"" + COMMIT + "\",\"short_id\":\"01234567\"}");
            } else if (path.equals(PROJECT + "/archive.tar.gz")) {
                byte[] archive = archive();
                exchange.sendResponseHeaders(200, archive.length);
                exchange.getResponseBody().write(archive);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(text == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry("web-" + COMMIT + "/" + file.getKey());
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private UrlReader reader(String token) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return UrlReaders.builder()
                .connections(HostConnections.builder()
                        .integrations(Integrations.builder()
                                .add(GitLabIntegration.builder("gitlab.com")
                                        .apiBaseUrl(base + "/api/v4")
                                        .token(Secret.of(token))
                                        .build())
                                .build())
                        .retries(2, Duration.ofMillis(1))
                        .build())
                .build();
    }

    @Test
    void filesTreesAndPatterns() throws IOException {
        UrlReader reader = reader("hunter2");
        String project = "https://gitlab.com/acme/sub/web";
        assertEquals("b", reader.read(project + "/-/blob/main/docs/x%20y.md").text());
        assertEquals("a", reader.read(project + "/-/raw/main/catalog-info.yaml").text());
        assertEquals(
                List.of(
                        PROJECT + "/files/docs%2Fx%20y.md/raw?ref=main",
                        PROJECT + "/files/catalog-info.yaml/raw?ref=main"),
                requests);
        assertThrows(NotFoundException.class, () -> reader.read(project + "/-/blob/main/nope"));
        requests.clear();
        TreeResult.Tree tree = reader.readTree(project + "/-/tree/main");
        assertEquals(
                List.of("catalog-info.yaml", "docs/x y.md"),
                tree.files().stream().map(SourceFile::path).toList());
        assertEquals(project + "/-/blob/main/docs/x%20y.md", tree.files().get(1).url());
        assertEquals(2, requests.size(), requests.toString());
        assertInstanceOf(
                TreeResult.NotModified.class,
                reader.readTree(project + "/-/tree/main", ReadOptions.ifChangedFrom(tree.etag())));
        TreeResult.Tree found =
                (TreeResult.Tree) reader.search(project + "/-/blob/main/**/*.md", ReadOptions.defaults());
        assertEquals(
                List.of("docs/x y.md"),
                found.files().stream().map(SourceFile::path).toList());
        assertThrows(NotFoundException.class, () -> reader.readTree(project + "/-/tree/gone"));
    }

    private void read(String kind, UrlReader reader, ReadOptions options) throws IOException {
        String project = "https://gitlab.com/acme/sub/web";
        if (kind.equals("file")) {
            reader.read(project + "/-/blob/main/catalog-info.yaml", options);
        } else if (kind.equals("tree")) {
            reader.readTree(project + "/-/tree/main", options);
        } else {
            reader.search(project + "/-/blob/main/docs/*.md", options);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "tree", "search"})
    void statusesMeanTheSameForEveryKindOfRead(String kind) {
        ReadOptions now = ReadOptions.defaults();
        assertThrows(CredentialsRejectedException.class, () -> read(kind, reader("wrong"), now));
        Map<Integer, Class<? extends IOException>> meanings = Map.of(
                401, CredentialsRejectedException.class,
                404, NotFoundException.class,
                429, RateLimitedException.class,
                500, SourceException.class,
                503, SourceException.class);
        meanings.forEach((answered, meaning) -> {
            status = answered;
            IOException e = assertThrows(meaning, () -> read(kind, reader("hunter2"), now), kind + " " + answered);
            assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
        });
        status = 429;
        RateLimitedException limited =
                assertThrows(RateLimitedException.class, () -> read(kind, reader("hunter2"), now));
        assertTrue(limited.retryAfter().orElseThrow().toSeconds() > 90, limited.getMessage());
        status = 403; // with the headers of a limit
        assertThrows(RateLimitedException.class, () -> read(kind, reader("hunter2"), now));
        limit = false;
        assertThrows(CredentialsRejectedException.class, () -> read(kind, reader("hunter2"), now));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "tree", "search"})
    void slowAndTruncatedAnswersEnd(String kind) throws IOException {
        delay = Duration.ofSeconds(3);
        ReadOptions hasty = ReadOptions.defaults().withTimeout(Duration.ofMillis(150));
        assertThrows(SourceException.class, () -> read(kind, reader("hunter2"), hasty));
        delay = Duration.ZERO;
        truncated = true;
        assertThrows(SourceException.class, () -> read(kind, reader("hunter2"), ReadOptions.defaults()));
        truncated = false;
        read(kind, reader("hunter2"), ReadOptions.defaults());
    }

    @Test
    void defaultBranchesAndEmptyProjects() throws IOException {
        String project = "https://gitlab.com/acme/sub/web";
        branch = "trunk"; // HEAD leads there, main no longer anywhere
        TreeResult.Tree tree = reader("hunter2").readTree(project);
        assertEquals(2, tree.files().size());
        assertThrows(NotFoundException.class, () -> reader("hunter2").readTree(project + "/-/tree/main"));
        branch = ""; // no commit at all
        assertThrows(NotFoundException.class, () -> reader("hunter2").readTree(project));
    }
}
