package dev.portalsdk.http.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that are no request, or two readings of one: whatever the server takes them for, nothing in them is answered that a proxy took for something else. */
@Timeout(60)
class HostileRequestsTest {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3})");
    private final AtomicInteger reached = new AtomicInteger();
    private JdkHttpServer server;

    @BeforeEach
    void start() throws IOException {
        Router pages = Router.builder()
                .post("/echo", request -> Response.ok()
                        .bytes("application/octet-stream", ("<" + text(request.bytes()) + ">").getBytes(ISO_8859_1)))
                .get("/hidden", request -> {
                    reached.incrementAndGet();
                    return Response.ok().text("reached");
                })
                .get("/query", request -> Response.ok()
                        .text(request.query().first("q").orElse("none")))
                .get("/files/{path...}", request -> Response.ok().text(request.pathParameter("path")))
                .build();
        server = JdkHttpServer.builder(
                        PortalHttp.builder().mount("/", pages).bodyLimit(1_000).build())
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private String raw(String bytes) throws IOException {
        try (RawConnection connection = new RawConnection(server.port(), 1_500)) {
            try {
                connection.send(bytes);
            } catch (SocketException e) {
                // it had enough before all was sent; what it said meanwhile is still to be read
            }
            return connection.answer();
        }
    }

    private static List<String> statuses(String answer) {
        return STATUS.matcher(answer).results().map(match -> match.group(1)).toList();
    }

    private static final String SMUGGLED = "GET /hidden HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static String post(String headers) {
        return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    /** Of two lengths one is a lie: what follows could be another's request. */
    @Test
    void noRequestHidesInTheBodyOfAnother() throws IOException {
        for (String headers : List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Content-Length: 5\r\nContent-Length: 6\r\n",
                "Content-Length: 5, 6\r\n",
                "Content-Length: +5\r\n",
                "Content-Length: -5\r\n",
                "Content-Length: 0x5\r\n",
                "Content-Length: 5 5\r\n",
                "Content-Length: 99999999999999999999\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Transfer-Encoding: chunked, identity\r\n",
                "Transfer-Encoding: identity, chunked\r\n",
                "Transfer-Encoding : chunked\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                "Content-Length : 5\r\n",
                "X: y\r\n Content-Length: 5\r\n")) {
            String answer = raw(post(headers) + "0\r\n\r\n" + SMUGGLED);
            assertEquals(0, reached.getAndSet(0), headers + "\n" + answer);
        }
    }

    @Test
    void chunksAreReadAsTheyAreMeantOrNotAtAll() throws IOException {
        String chunked = post("Transfer-Encoding: chunked\r\nConnection: close\r\n");
        assertTrue(raw(chunked + "5\r\nhello\r\n0\r\n\r\n").contains("<hello>"));
        for (String body : List.of(
                "5;ext=\"\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "FFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                "7FFFFFFF\r\nhello\r\n0\r\n\r\n",
                "5\nhello\n0\n\n",
                "5\r\nhelloworld\r\n0\r\n\r\n",
                "zz\r\n\r\n",
                "\r\n\r\n",
                "5".repeat(10_000) + "\r\n")) {
            String answer = raw(chunked + body + SMUGGLED);
            assertEquals(0, reached.getAndSet(0), body + "\n" + answer);
            assertFalse(answer.contains("<helloworld>"), body);
            assertTrue(statuses(answer).size() <= 1, body + "\n" + answer);
        }
    }

    @Test
    void whatIsNoRequestIsAnsweredWithAnErrorOrNotAtAll() throws IOException {
        for (String request : List.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET /hidden\r\n\r\n",
                "GET  /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /hidden HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET hidden HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /hid\u0000den HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /" + "a".repeat(500_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            String answer = raw(request);
            assertEquals(0, reached.getAndSet(0), request.substring(0, Math.min(60, request.length())));
            assertFalse(answer.startsWith("HTTP/1.1 2"), answer);
        }
        assertTrue(raw(SMUGGLED).endsWith("reached"), "and the server is well");
    }

    @Test
    void headersHaveALimitInCountAndSize() throws IOException {
        for (String flood : List.of(
                "X-Y: z\r\n".repeat(2_000),
                "X: " + "y".repeat(200_000) + "\r\n",
                "X".repeat(200_000) + ": y\r\n",
                "X: y\r\n" + " folded\r\n".repeat(20_000))) {
            String answer = raw("GET /hidden HTTP/1.1\r\nHost: localhost\r\n" + flood + "\r\n");
            assertEquals(0, reached.getAndSet(0), answer);
        }
        assertTrue(raw(SMUGGLED).endsWith("reached"), "and the server is well");
    }

    @Test
    void aBodyThatIsTooLargeIsNotReadToItsEnd() throws IOException {
        assertEquals(List.of("413"), statuses(raw(post("Content-Length: 100000000000\r\n") + "x".repeat(2_000))));
        assertEquals(
                List.of("413"),
                statuses(raw(post("Transfer-Encoding: chunked\r\n") + "7D0\r\n" + "x".repeat(2_000) + "\r\n")));
        assertTrue(raw(SMUGGLED).endsWith("reached"), "and the server is well");
    }

    /** Ten kilobytes that would become ten megabytes are taken for what they are. */
    @Test
    void compressedBodiesAreNotUnpacked() throws IOException {
        String answer = raw(post("Content-Encoding: gzip\r\nContent-Length: 4\r\nConnection: close\r\n")
                + "\u001f\u008b\u0008\u0000");
        assertTrue(
                answer.contains("<\u001f\u008b\u0008\u0000>")
                        || statuses(answer).equals(List.of("415")),
                answer);
    }

    @Test
    void escapesThatAreBrokenOrNoTextAreRefused() throws IOException {
        for (String target : List.of(
                "/files/%",
                "/files/%4",
                "/files/%zz",
                "/files/%ff",
                "/files/%c0%af",
                "/files/%ed%a0%80",
                "/query?q=%",
                "/query?q=%f5%80%80%80",
                "/query?%ff=1",
                "/files/%u002e")) {
            List<String> statuses = statuses(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            assertEquals(List.of("400"), statuses, target);
        }
    }

    /** As they were sent: nothing is decoded twice, and no segment is taken away. */
    @Test
    void pathsAreDecodedOnce() throws IOException {
        for (List<String> path : List.of(
                List.of("%252e%252e/x", "%2e%2e/x"),
                List.of("a%2fb", "a/b"),
                List.of("a%5cb", "a\\b"),
                List.of("%2e%2e/%2e%2e/etc", "../../etc"))) {
            String answer =
                    raw("GET /files/" + path.get(0) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.endsWith("\r\n\r\n" + path.get(1)), answer);
        }
    }

    @Test
    void otherMethodsAndOtherSitesGetNothing() throws IOException {
        for (String method : List.of("OPTIONS", "TRACE", "PATCH", "CONNECT", "BREW")) {
            String answer = raw(method + " /hidden HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                    + "Access-Control-Request-Method: GET\r\nCookie: secret=1\r\nConnection: close\r\n\r\n");
            assertEquals(0, reached.get());
            assertEquals(List.of("404"), statuses(answer), method);
            assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("access-control"), answer);
            assertFalse(answer.contains("secret"), answer);
        }
        String get = raw(
                "GET /hidden HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\nConnection: close\r\n\r\n");
        assertFalse(get.toLowerCase(java.util.Locale.ROOT).contains("access-control"), get);
    }

    @Test
    void anAnswerToHeadHasNoBodyThatCouldBeTakenForAnother() throws IOException {
        String answer = raw("HEAD /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n" + SMUGGLED);
        assertEquals(List.of("200", "200"), statuses(answer));
        Matcher first = Pattern.compile("(?s)\r\n\r\n(.*?)HTTP/1\\.1").matcher(answer);
        assertTrue(first.find() && first.group(1).isEmpty(), answer);
    }
}
