package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults that pass, and limits that are waited for. Time moves only while somebody waits. */
@Timeout(30)
class RetryTest {
    private HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** The answers of one path, one after the other; the last one stays. */
    private void serve(String path, Object... answers) {
        AtomicInteger next = new AtomicInteger();
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            answer(exchange, answers[Math.min(next.getAndIncrement(), answers.length - 1)]);
        });
    }

    private record Fault(int status, Map<String, String> headers, String body) {}

    private static void answer(HttpExchange exchange, Object answer) throws IOException {
        try (exchange) {
            if (answer.equals("truncated")) {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write(new byte[10]);
                exchange.getResponseBody().flush();
                return;
            }
            Fault fault = answer instanceof Fault given ? given : new Fault(200, Map.of(), (String) answer);
            fault.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = fault.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fault.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            if (!answer.equals("truncated")) {
                throw e;
            }
        }
    }

    private static Fault fault(int status, String... headers) {
        return headers.length == 0
                ? new Fault(status, Map.of(), "no")
                : new Fault(status, Map.of(headers[0], headers[1]), "no");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private HostConnections connections() {
        return HostConnections.builder()
                .allow("127.0.0.1:" + server.getAddress().getPort())
                .clock(clock)
                .pause(time -> {
                    pauses.add(time);
                    now.updateAndGet(instant -> instant.plus(time));
                })
                .build();
    }

    private UrlReader reader() {
        return UrlReaders.builder().connections(connections()).build();
    }

    @Test
    void faultsThatPassAreTriedAgainAfterGrowingPauses() throws IOException {
        serve("/a", fault(500), fault(502), fault(503), "ok");
        assertEquals("ok", reader().read(url("/a")).text());
        assertEquals(4, requests.size());
        assertEquals(3, pauses.size());
        for (int i = 0; i < 3; i++) {
            long longest = 250L << i;
            long pause = pauses.get(i).toMillis();
            assertTrue(pause >= longest / 2 && pause <= longest, pauses.toString());
        }
    }

    @Test
    void faultsThatStayAreToldAfterSomeAttempts() {
        serve("/a", fault(500));
        SourceException e = assertThrows(SourceException.class, () -> reader().read(url("/a")));
        assertTrue(e.getMessage().contains("500"), e.getMessage());
        assertEquals(4, requests.size());
    }

    @Test
    void answersThatBreakOffAreAskedForAgain() throws IOException {
        serve("/a", "truncated", "whole");
        assertEquals("whole", reader().read(url("/a")).text());
        assertEquals(2, requests.size());
    }

    @Test
    void whatIsMissingOrForbiddenIsNotAskedForAgain() {
        serve("/404", fault(404));
        serve("/401", fault(401));
        serve("/501", fault(501));
        for (String path : List.of("/404", "/401", "/501")) {
            assertThrows(SourceException.class, () -> reader().read(url(path)));
        }
        assertEquals(List.of("/404", "/401", "/501"), requests);
    }

    @Test
    void limitsAreWaitedForInsteadOfFailing() throws IOException {
        serve("/a", fault(429, "Retry-After", "20"), "ok");
        assertEquals("ok", reader().read(url("/a")).text());
        long waited = pauses.stream().mapToLong(Duration::toMillis).sum();
        assertTrue(waited >= 20_000 && waited < 21_000, pauses.toString());
    }

    @Test
    void exhaustedBudgetsAreWaitedForBeforeTheNextRequest() throws IOException {
        String reset = String.valueOf(now.get().plusSeconds(30).getEpochSecond());
        serve("/a", new Fault(200, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset), "ok"), "ok");
        UrlReader reader = reader();
        reader.read(url("/a"));
        assertEquals(List.of(), pauses);
        reader.read(url("/a"));
        assertEquals(List.of(Duration.ofSeconds(30)), pauses);
    }

    @Test
    void limitsAreSharedByAllWhoUseTheConnections() throws IOException {
        String reset = String.valueOf(now.get().plusSeconds(3600).getEpochSecond());
        serve("/a", new Fault(403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset), "no"));
        serve("/b", "ok");
        HostConnections shared = connections();
        UrlReader one = UrlReaders.builder().connections(shared).build();
        UrlReader other = UrlReaders.builder().connections(shared).build();
        assertThrows(RateLimitedException.class, () -> one.read(url("/a")));
        RateLimitedException e = assertThrows(RateLimitedException.class, () -> other.read(url("/b")));
        assertEquals(1, requests.size(), "the second was not even sent");
        assertTrue(e.retryAfter().orElseThrow().compareTo(Duration.ofMinutes(59)) > 0, e.getMessage());
        ReadOptions patient = ReadOptions.defaults().withMaxWait(Duration.ofHours(2));
        assertTrue(other.read(url("/b"), patient) instanceof ReadResult.Content);
    }

    @Test
    void secondaryLimitsAreToldInWords() {
        serve("/a", new Fault(403, Map.of(), "{\"message\":\"You have exceeded a secondary rate limit.\"}"));
        assertThrows(RateLimitedException.class, () -> reader().read(url("/a")));
        serve("/b", new Fault(403, Map.of(), "{\"message\":\"Resource not accessible by integration\"}"));
        assertThrows(CredentialsRejectedException.class, () -> reader().read(url("/b")));
    }

    @Test
    void requestsThatChangeSomethingAreSentOnce() {
        serve("/a", fault(500));
        HostConnections connections = connections();
        ScmIntegration host = Integrations.builder()
                .withPublicHosts()
                .build()
                .byHost("github.com")
                .orElseThrow();
        assertThrows(
                SourceException.class,
                () -> connections.send(
                        host, ApiRequest.sending("POST", url("/a"), dev.portalsdk.model.Value.Obj.empty())));
        assertEquals(1, requests.size());
        assertThrows(
                SourceException.class,
                () -> connections.send(
                        host, ApiRequest.graphQl(url("/a"), "{viewer}", dev.portalsdk.model.Value.Obj.empty())));
        assertEquals(5, requests.size(), "a question may be repeated");
    }

    @Test
    void manyThreadsThatHitALimitAllGetTheirAnswer() throws Exception {
        serve("/a", fault(429, "Retry-After", "1"), "ok");
        UrlReader reader = reader();
        List<Future<String>> reads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            reads.add(executor.submit(() -> reader.read(url("/a")).text()));
        }
        for (Future<String> read : reads) {
            assertEquals("ok", read.get());
        }
    }
}
