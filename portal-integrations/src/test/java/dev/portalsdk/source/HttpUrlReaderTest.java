package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpUrlReaderTest {
    private HttpServer server;
    private HttpServer other;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        other.setExecutor(executor);
        server.start();
        other.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        other.stop(0);
        executor.shutdownNow();
    }

    private interface Answer {
        void send(HttpExchange exchange) throws IOException;
    }

    private void serve(HttpServer on, String path, Answer answer) {
        on.createContext(path, exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization"));
                answer.send(exchange);
            }
        });
    }

    private static Answer text(int status, String text, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static String url(HttpServer of, String path) {
        return "http://127.0.0.1:" + of.getAddress().getPort() + path;
    }

    private UrlReader reader() {
        return UrlReaders.builder()
                .allow("127.0.0.1:" + server.getAddress().getPort())
                .build();
    }

    @Test
    void readsAllowedServersOnly() throws IOException {
        serve(server, "/a", text(200, "hello"));
        assertEquals("hello", reader().read(url(server, "/a")).text());
        NotAllowedException e = assertThrows(NotAllowedException.class, () -> reader().read(url(other, "/a")));
        assertTrue(e.getMessage().contains("backend.reading.allow"), e.getMessage());
        assertEquals(url(other, "/a"), e.url());
        for (String bad : List.of("https://example.com/", "ftp://127.0.0.1/a", "http://u:p@127.0.0.1/", "gopher:x")) {
            assertThrows(NotAllowedException.class, () -> reader().read(bad), bad);
        }
    }

    @Test
    void allowListOfTheConfiguration() throws IOException {
        serve(server, "/", text(200, "x"));
        int port = server.getAddress().getPort();
        String allow = "{\"backend\":{\"reading\":{\"allow\":[{\"host\":\"127.0.0.1:" + port
                + "\",\"paths\":[\"/public/\"]}]}}}";
        Config config = Config.builder()
                .value("test", (Value.Obj) Value.parseJson(allow))
                .environment(Map.of())
                .build();
        UrlReader reader = UrlReaders.from(config, Integrations.of(config));
        reader.read(url(server, "/public/a"));
        assertThrows(NotAllowedException.class, () -> reader.read(url(server, "/private/a")));
        assertThrows(NotAllowedException.class, () -> reader.read(url(server, "/public/../private/a")));
        assertThrows(NotAllowedException.class, () -> reader.read(url(server, "/public/%2e%2e/private/a")));
        Config wrong = Config.builder()
                .value("test", (Value.Obj)
                        Value.parseJson("{\"backend\":{\"reading\":{\"allow\":[{\"host\":\"http://x\"}]}}}"))
                .environment(Map.of())
                .build();
        assertThrows(ConfigException.class, () -> UrlReaders.from(wrong, Integrations.of(wrong)));
    }

    @Test
    void everyRedirectIsChecked() throws IOException {
        serve(server, "/in", text(302, "", "Location", "/a"));
        serve(server, "/out", text(302, "", "Location", url(other, "/a")));
        serve(server, "/file", text(302, "", "Location", "file:///etc/passwd"));
        serve(server, "/loop", text(302, "", "Location", "/loop"));
        serve(server, "/a", text(200, "x"));
        serve(other, "/a", text(200, "secret"));
        assertEquals("x", reader().read(url(server, "/in")).text());
        NotAllowedException e = assertThrows(NotAllowedException.class, () -> reader().read(url(server, "/out")));
        assertTrue(
                e.getMessage()
                        .contains("redirects to 127.0.0.1:" + other.getAddress().getPort()),
                e.getMessage());
        assertThrows(SourceException.class, () -> reader().read(url(server, "/file")));
        assertThrows(SourceException.class, () -> reader().read(url(server, "/loop")));
        assertEquals(
                0,
                requests.stream().filter(request -> request.contains("secret")).count());
    }

    @Test
    void credentialsStayWithTheirHost() throws IOException {
        serve(server, "/out", text(302, "", "Location", url(other, "/a")));
        serve(other, "/a", text(200, "x"));
        UrlReader both = UrlReaders.builder()
                .allow("127.0.0.1:" + server.getAddress().getPort())
                .allow("127.0.0.1:" + other.getAddress().getPort())
                .build();
        both.read(url(server, "/out"), ReadOptions.defaults().withToken(Secret.of("t0k3n")));
        assertEquals(List.of("/out Bearer t0k3n", "/a null"), requests);
    }

    @Test
    void givenEtagsSaveTheTransfer() throws IOException {
        serve(server, "/tag", exchange -> {
            boolean same = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            text(same ? 304 : 200, same ? "" : "x", "ETag", "\"v1\"").send(exchange);
        });
        serve(server, "/date", exchange -> {
            String date = "Wed, 01 Jan 2025 00:00:00 GMT";
            boolean same = date.equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            text(same ? 304 : 200, same ? "" : "x", "Last-Modified", date).send(exchange);
        });
        serve(server, "/none", text(200, "x"));
        for (String path : List.of("/tag", "/date", "/none")) {
            Optional<String> etag = reader().read(url(server, path)).etag();
            assertTrue(etag.isPresent(), path);
            ReadResult again = reader().read(url(server, path), ReadOptions.ifChangedFrom(etag));
            assertInstanceOf(ReadResult.NotModified.class, again, path);
            assertEquals(etag, again.etag());
            assertInstanceOf(
                    ReadResult.Content.class,
                    reader().read(url(server, path), ReadOptions.ifChangedFrom(Optional.of("old"))));
        }
    }

    @Test
    void statusesHaveTheirExceptions() {
        serve(server, "/404", text(404, "no"));
        serve(server, "/401", text(401, "no"));
        serve(server, "/403", text(403, "no"));
        serve(server, "/limited", text(403, "no", "X-RateLimit-Remaining", "0", "Retry-After", "17"));
        serve(server, "/429", text(429, "no"));
        serve(server, "/500", text(500, "no"));
        assertThrows(NotFoundException.class, () -> reader().read(url(server, "/404")));
        assertThrows(CredentialsRejectedException.class, () -> reader().read(url(server, "/401")));
        assertThrows(CredentialsRejectedException.class, () -> reader().read(url(server, "/403")));
        ReadOptions impatient = ReadOptions.defaults().withMaxWait(Duration.ofSeconds(16));
        RateLimitedException e =
                assertThrows(RateLimitedException.class, () -> reader().read(url(server, "/limited"), impatient));
        assertTrue(e.retryAfter().orElseThrow().compareTo(Duration.ofSeconds(16)) > 0, e.getMessage());
        assertThrows(RateLimitedException.class, () -> reader().read(url(server, "/429")));
        assertEquals(
                SourceException.class,
                assertThrows(SourceException.class, () -> reader().read(url(server, "/500")))
                        .getClass());
        server.stop(0);
        assertThrows(SourceException.class, () -> reader().read(url(server, "/404")));
    }

    @Test
    void endlessAnswersAreCutOff() {
        serve(server, "/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] chunk = new byte[8192];
            for (int i = 0; i < 1_000_000; i++) {
                exchange.getResponseBody().write(chunk);
            }
        });
        TooLargeException e = assertThrows(TooLargeException.class, () -> reader().read(
                        url(server, "/endless"), ReadOptions.defaults().withMaxFileBytes(100_000)));
        assertTrue(e.getMessage().contains("100000 bytes"), e.getMessage());
    }

    @Test
    void slowAnswersAreCutOffAlsoInTheirMiddle() {
        serve(server, "/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                sleep(50);
            }
        });
        ReadOptions short_ = ReadOptions.defaults().withTimeout(Duration.ofMillis(300));
        long start = System.nanoTime();
        assertThrows(SourceException.class, () -> reader().read(url(server, "/drip"), short_));
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 10);
    }

    @Test
    void interruptionEndsTheWait() {
        serve(server, "/hang", exchange -> sleep(20_000));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> reader().read(url(server, "/hang")));
        assertTrue(Thread.interrupted());
    }

    private static void sleep(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void plainServersHaveNoTreesAndPatternsButSingleFiles() throws IOException {
        serve(server, "/a.yaml", text(200, "x"));
        assertThrows(SourceException.class, () -> reader().readTree(url(server, "/")));
        assertThrows(SourceException.class, () -> reader().search(url(server, "/*.yaml"), ReadOptions.defaults()));
        TreeResult.Tree one = (TreeResult.Tree) reader().search(url(server, "/a.yaml"), ReadOptions.defaults());
        assertEquals("x", one.file("a.yaml").orElseThrow().text());
        TreeResult.Tree none = (TreeResult.Tree) reader().search(url(server, "/b.yaml"), ReadOptions.defaults());
        assertTrue(none.files().isEmpty());
    }

    @Test
    void clientThatFollowsRedirectsIsRefused() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
        UrlReaders.Builder builder = UrlReaders.builder().httpClient(client);
        assertThrows(IllegalStateException.class, builder::build);
    }

    @Test
    void readersOfTheHostComeFirst() throws IOException {
        serve(server, "/a", text(200, "server"));
        UrlReader reader = UrlReaders.builder()
                .allow("127.0.0.1:" + server.getAddress().getPort())
                .reader(url -> url.startsWith("mem:"), new Fixed())
                .build();
        assertEquals("mem:x", reader.read("mem:x").text());
        assertEquals("server", reader.read(url(server, "/a")).text());
    }

    private static final class Fixed implements UrlReader {
        @Override
        public ReadResult read(String url, ReadOptions options) {
            return new ReadResult.Content(url, url.getBytes(StandardCharsets.UTF_8), Optional.empty());
        }

        @Override
        public TreeResult readTree(String url, ReadOptions options) {
            return new TreeResult.Tree(url, List.of(), Optional.empty());
        }

        @Override
        public TreeResult search(String url, ReadOptions options) {
            return readTree(url, options);
        }
    }
}
