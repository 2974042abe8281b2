package dev.portalsdk.http.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JdkHttpServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private JdkHttpServer server;

    @BeforeEach
    void start() throws IOException {
        Router pages = Router.builder()
                .get("/long", request -> Response.ok().text("long ".repeat(1_000)))
                .get("/short", request -> Response.ok().text("short"))
                .get(
                        "/stream",
                        request -> Response.ok().stream("text/plain", out -> {
                            for (int i = 0; i < 10_000; i++) {
                                out.write("line\n".getBytes(StandardCharsets.UTF_8));
                            }
                        }))
                .get(
                        "/cut",
                        request -> Response.ok().stream("text/plain", out -> {
                            out.write(new byte[100_000]);
                            throw new IllegalStateException("in the middle");
                        }))
                .get("/events", request -> Response.ok().events(sink -> {
                    sink.send("log", "one\ntwo", "1");
                    sink.heartbeat();
                    sink.send("finish", "{}");
                }))
                .post("/count", request -> Response.ok().text(request.bytes().length + ""))
                .get("/overflows", request -> {
                    throw new StackOverflowError();
                })
                .get(
                        "/overflows-late",
                        request -> Response.ok().stream("text/plain", out -> {
                            out.write(new byte[100_000]);
                            throw new StackOverflowError();
                        }))
                .get("/fails", request -> {
                    throw new IllegalStateException("a secret of the host");
                })
                .build();
        server = JdkHttpServer.builder(PortalHttp.builder()
                        .mount("/", pages)
                        .bodyLimit(10_000)
                        .readiness("store", () -> {})
                        .readiness("search", () -> {
                            throw new IOException("at 10.0.0.1");
                        })
                        .build())
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void whatTheClientHasIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = send(to("/short"));
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertEquals("short", text(first));
        HttpResponse<byte[]> again = send(to("/short").header("If-None-Match", "\"x\", " + etag));
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
        assertEquals(200, send(to("/short").header("If-None-Match", "\"x\"")).statusCode());
    }

    @Test
    void textIsCompressedForThoseWhoTakeIt() throws Exception {
        HttpResponse<byte[]> packed = send(to("/long").header("Accept-Encoding", "br, gzip;q=0.5"));
        assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElse(""));
        assertTrue(packed.body().length < 500, () -> packed.body().length + " bytes");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
            assertEquals("long ".repeat(1_000), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(
                5_000, send(to("/long").header("Accept-Encoding", "gzip;q=0")).body().length);
        assertEquals(
                "Accept-Encoding",
                send(to("/long")).headers().firstValue("Vary").orElse(""));
        assertEquals(50_000, send(to("/stream")).body().length);
        assertTrue(send(to("/stream").header("Accept-Encoding", "gzip")).body().length < 5_000);
    }

    @Test
    void aBodyThatBreaksOffIsNotTakenForWhole() {
        assertThrows(IOException.class, () -> send(to("/cut")));
    }

    @Test
    void eventsArriveInTheirForm() throws Exception {
        HttpResponse<byte[]> events = send(to("/events").header("Accept-Encoding", "gzip"));
        assertEquals(
                "id: 1\nevent: log\ndata: one\ndata: two\n\n: still here\n\nevent: finish\ndata: {}\n\n", text(events));
    }

    @Test
    void moreThanTheLimitIsNotTaken() throws Exception {
        HttpRequest.Builder fits = to("/count").POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10_000]));
        assertEquals("10000", text(send(fits)));
        HttpRequest.Builder large = to("/count")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[10_001])));
        assertEquals(413, send(large).statusCode());
    }

    @Test
    void faultsAreNotShown() throws Exception {
        HttpResponse<byte[]> failed = send(to("/fails"));
        assertEquals(500, failed.statusCode());
        assertTrue(!text(failed).contains("secret"), () -> text(failed));
    }

    @Test
    void errorsOfTheMachineAreToldTooAndNobodyWaits() throws Exception {
        assertEquals(500, send(to("/overflows")).statusCode());
        assertThrows(IOException.class, () -> send(to("/overflows-late")));
        assertEquals("short", text(send(to("/short"))));
    }

    @Test
    void healthIsToldToStrangersAndReasonsAreNot() throws Exception {
        assertEquals("{\"status\":\"ok\"}", text(send(to("/.backstage/health/v1/liveness"))));
        HttpResponse<byte[]> ready = send(to("/.backstage/health/v1/readiness"));
        assertEquals(503, ready.statusCode());
        assertEquals("{\"status\":\"error\",\"checks\":{\"store\":\"ok\",\"search\":\"failed\"}}", text(ready));
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        HttpResponse<byte[]> head = send(to("/long").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals("5000", head.headers().firstValue("Content-Length").orElse(""));
        assertEquals(0, head.body().length);
    }

    /** Of two lengths, and of a length beside chunks, one is a lie: what follows could be another's request. */
    @Test
    void requestsOfTwoLengthsAreRefused() throws Exception {
        for (String lengths : new String[] {
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n"
        }) {
            String answer = raw("POST /count HTTP/1.1\r\nHost: localhost\r\n" + lengths
                    + "\r\n0\r\n\r\nGET /short HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400") || answer.isEmpty(), lengths + answer);
        }
    }

    @Test
    void headersHaveALimit() throws Exception {
        String many = raw("GET /short HTTP/1.1\r\nHost: localhost\r\n" + "X-Y: z\r\n".repeat(2_000) + "\r\n");
        assertTrue(!many.startsWith("HTTP/1.1 200"), many);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            byte[] answer = new byte[64];
            int read = socket.getInputStream().read(answer);
            return read < 0 ? "" : new String(Arrays.copyOf(answer, read), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
