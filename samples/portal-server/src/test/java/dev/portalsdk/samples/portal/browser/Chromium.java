package dev.portalsdk.samples.portal.browser;

import dev.portalsdk.model.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium with one tab, driven over the DevTools protocol. The few commands that our tests need are not worth a
 * driver that downloads browsers of its own.
 */
final class Chromium implements AutoCloseable {

    private static final int SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final Socket socket = new Socket();
    private final WebSocket connection;
    private final String session;

    private Chromium(Process process, Path profile, String endpoint) {
        this.process = process;
        this.profile = profile;
        this.connection = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(endpoint), socket)
                .join();
        String target = send("Target.createTarget", Value.Obj.of("url", "about:blank"), "")
                .string("targetId")
                .orElseThrow();
        this.session = send("Target.attachToTarget", Value.Obj.of("targetId", target, "flatten", true), "")
                .string("sessionId")
                .orElseThrow();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Value.Obj.empty());
        }
    }

    static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("chromium");
        Process process = new ProcessBuilder(
                        System.getProperty("browser", "chromium"),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            if (line.startsWith("DevTools listening on ")) {
                drain(log);
                return new Chromium(process, profile, line.substring("DevTools listening on ".length()));
            }
        }
        throw new IOException("Chromium did not start");
    }

    private static void drain(BufferedReader log) {
        Thread reader = new Thread(() -> log.lines().forEach(line -> {}), "chromium-log");
        reader.setDaemon(true);
        reader.start();
    }

    Value.Obj call(String method, Value.Obj parameters) {
        return send(method, parameters, session);
    }

    private Value.Obj send(String method, Value.Obj parameters, String toSession) {
        int id = socket.ids.incrementAndGet();
        CompletableFuture<Value.Obj> answer = new CompletableFuture<>();
        socket.answers.put(id, answer);
        Value.Obj message = Value.Obj.builder()
                .put("id", id)
                .put("method", method)
                .put("params", parameters)
                .build();
        connection
                .sendText(
                        (toSession.isEmpty() ? message : message.with("sessionId", Value.Str.of(toSession))).toJson(),
                        true)
                .join();
        Value.Obj received = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (received.has("error")) {
            throw new IllegalStateException(method + ": " + received.toJson());
        }
        return received.obj("result").orElse(Value.Obj.empty());
    }

    private static Value.Obj object(Map<String, Object> members) {
        return Value.of(members).asObj().orElseThrow();
    }

    /** Loads a page and waits until it is there. */
    void open(URI page) throws InterruptedException {
        socket.errors.clear();
        call("Page.navigate", Value.Obj.of("url", page.toString()));
        await("document.readyState === 'complete' && location.href === "
                + Value.Str.of(page.toString()).toJson());
    }

    /** What an expression comes to, promises waited for. */
    Value evaluate(String script) {
        Value.Obj result = call(
                "Runtime.evaluate", object(Map.of("expression", script, "returnByValue", true, "awaitPromise", true)));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(script + ": " + result.toJson());
        }
        return result.at("/result/value").orElse(Value.Null.NULL);
    }

    boolean isTrue(String script) {
        return evaluate(script) instanceof Value.Bool bool && bool.value();
    }

    String text(String script) {
        return evaluate(script).asString().orElseThrow();
    }

    void await(String condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!isTrue("Boolean(" + condition + ")")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Never true: " + condition + "; errors " + errors());
            }
            Thread.sleep(50);
        }
    }

    void viewport(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                object(Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600)));
    }

    void prefersDark(boolean dark) {
        Value feature = Value.of(List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light")));
        call("Emulation.setEmulatedMedia", Value.Obj.of("features", feature));
    }

    /** Everything the console or the network complained of since the page was opened. */
    List<String> errors() {
        return new ArrayList<>(socket.errors);
    }

    /** Takes back what is meant to be there: complaints that hold a text. */
    void forget(String text) {
        socket.errors.removeIf(error -> error.contains(text));
    }

    void screenshot(Path file) throws IOException {
        String data = call("Page.captureScreenshot", Value.Obj.of("format", "png"))
                .string("data")
                .orElseThrow();
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    @Override
    public void close() throws IOException {
        connection.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (UncheckedIOException e) {
            // a process that it started still cleans up there itself; what is left lies in the directory for temporary
            // files
        }
    }

    /** Sorts what comes in: answers to their calls, complaints to the errors. */
    private static final class Socket implements WebSocket.Listener {
        private final AtomicInteger ids = new AtomicInteger();
        private final Map<Integer, CompletableFuture<Value.Obj>> answers = new ConcurrentHashMap<>();
        private final List<String> errors = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(Value.parseJson(text.toString()).asObj().orElseThrow());
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void receive(Value.Obj message) {
            if (message.get("id").orElse(Value.Null.NULL) instanceof Value.Num id) {
                answers.getOrDefault((int) id.longValue(), new CompletableFuture<>())
                        .complete(message);
                return;
            }
            String method = message.string("method").orElse("");
            String type = message.at("/params/type").flatMap(Value::asString).orElse("");
            String level =
                    message.at("/params/entry/level").flatMap(Value::asString).orElse("");
            if (method.equals("Runtime.exceptionThrown")
                    || (method.equals("Runtime.consoleAPICalled") && type.equals("error"))
                    || (method.equals("Log.entryAdded") && level.equals("error"))
                    || method.equals("Page.javascriptDialogOpening")) {
                errors.add(message.toJson());
            }
        }
    }
}
