package dev.portalsdk.http.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send or read hardly anything keep nobody from an answer, and not for long what they hold. */
@Timeout(120)
class SlowClientsTest {
    private static final String GET = " HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static Router.Builder pages() {
        return Router.builder()
                .get("/short", request -> Response.ok().text("short"))
                .post("/echo", request -> Response.ok().text("" + request.bytes().length))
                .get(
                        "/endless",
                        request -> Response.ok().stream("text/plain", out -> {
                            while (true) {
                                out.write(new byte[10_000]);
                            }
                        }));
    }

    private static String ask(int port) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            return connection.send("GET /short" + GET).answer();
        }
    }

    @Test
    void whoReadsNothingOfALargeAnswerIsCutOffAndItsThreadIsFree() throws Exception {
        CountDownLatch ended = new CountDownLatch(8);
        Router router = pages().get("/events", request -> Response.ok().events(sink -> {
                    try {
                        while (true) {
                            sink.send("log", "x".repeat(10_000));
                        }
                    } finally {
                        ended.countDown();
                    }
                }))
                .get(
                        "/list",
                        request -> Response.ok().stream("text/plain", out -> {
                            try {
                                while (true) {
                                    out.write(new byte[10_000]);
                                }
                            } finally {
                                ended.countDown();
                            }
                        }))
                .build();
        List<RawConnection> idle = new ArrayList<>();
        try (JdkHttpServer server = JdkHttpServer.builder(router)
                .threads(8)
                .slowReaders(Duration.ofSeconds(1))
                .start()) {
            for (int i = 0; i < 8; i++) {
                idle.add(new RawConnection(server.port()).send("GET " + (i % 2 == 0 ? "/list" : "/events") + GET));
            }
            assertTrue(ended.await(20, TimeUnit.SECONDS), () -> ended.getCount() + " still hold a thread");
            assertTrue(ask(server.port()).endsWith("short"));
        } finally {
            for (RawConnection connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void whoReadsSlowlyButReadsGetsItAll() throws Exception {
        Router router = pages().get(
                        "/list",
                        request -> Response.ok().stream("text/plain", 4_000_000, out -> {
                            out.write(new byte[4_000_000]);
                        }))
                .build();
        try (JdkHttpServer server = JdkHttpServer.builder(router)
                        .slowReaders(Duration.ofSeconds(1))
                        .start();
                RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET /list" + GET);
            int read = 0;
            while (read < 4_000_000) {
                read += connection.read(200_000);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    @Test
    void eventsThatAreRareAreNotSlow() throws Exception {
        Router router = Router.builder()
                .get("/events", request -> Response.ok().events(sink -> {
                    sink.send("log", "one");
                    TimeUnit.MILLISECONDS.sleep(700);
                    sink.send("log", "two");
                }))
                .build();
        try (JdkHttpServer server = JdkHttpServer.builder(router)
                        .slowReaders(Duration.ofMillis(200))
                        .start();
                RawConnection connection = new RawConnection(server.port())) {
            assertTrue(connection.send("GET /events" + GET).answer().contains("data: two"));
        }
    }

    /** The server of the tests above, in a process of its own: its limits are read once. */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            if (args.length > 0) {
                com.sun.net.httpserver.HttpServer other = com.sun.net.httpserver.HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                other.start();
            }
            JdkHttpServer server =
                    JdkHttpServer.builder(pages().build()).threads(200).start();
            System.out.println("port " + server.port());
            System.in.read(); // until the test ends
        }
    }

    private record Running(Process process, int port, List<String> said) implements AutoCloseable {
        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Running child(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith("port ")) {
                return new Running(process, Integer.parseInt(line.substring(5)), said);
            }
        }
        throw new IOException("The child ended: " + said);
    }

    @Test
    void whoNeverEndsARequestHoldsUpNobodyAndIsCutOff() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try (Running server = child(List.of("-Dsun.net.httpserver.maxReqTime=2"))) {
            for (int i = 0; i < 100; i++) {
                slow.add(
                        new RawConnection(server.port(), 20_000).send("GET /short HTTP/1.1\r\nHost: localhost\r\nX: "));
                slow.add(new RawConnection(server.port(), 20_000)
                        .send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx"));
            }
            long start = System.nanoTime();
            assertTrue(ask(server.port()).contains("short"));
            long waited = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            assertTrue(waited < 12, () -> "an answer took " + waited + " s");
            for (RawConnection connection : slow) {
                assertTrue(connection.isClosed(), "a client that sends nothing is still connected");
            }
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    @Test
    void aServerThatWasMadeBeforeOursIsWarnedOf() throws Exception {
        List<String> logging = List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        try (Running late = child(logging, "another")) {
            assertTrue(
                    late.said().stream().anyMatch(line -> line.contains("-Dsun.net.httpserver.nodelay=true")),
                    () -> late.said().toString());
        }
        try (Running first = child(logging)) {
            assertEquals(
                    List.of(),
                    first.said().stream()
                            .filter(line -> line.contains("nodelay"))
                            .toList());
        }
    }
}
