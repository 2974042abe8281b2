package dev.portalsdk.techdocs.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Microsoft's own emulator on loopback, and clients whose requests are counted and, when told so, refused. npm fetches it the
 * first time, into the build folder.
 */
final class Azurite implements AutoCloseable {
    static final String ACCOUNT = "portal";
    static final String KEY = Base64.getEncoder().encodeToString("a key for tests".getBytes(StandardCharsets.UTF_8));

    private static final String VERSION = "3.37.0";
    private static final Pattern LISTENING = Pattern.compile("listens on (http://[0-9.:]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final AtomicInteger requests = new AtomicInteger();
    volatile int refuseEvery;
    private final Process process;
    private final String address;

    Azurite() throws Exception {
        Path folder = Path.of("target", "azurite").toAbsolutePath();
        Path program = folder.resolve("node_modules/azurite/dist/src/blob/main.js");
        if (!Files.isRegularFile(program)) {
            install(folder);
        }
        Path log = folder.resolve("azurite.log");
        ProcessBuilder node = new ProcessBuilder(
                        "node",
                        program.toString(),
                        "--inMemoryPersistence",
                        "--skipApiVersionCheck",
                        "--blobHost",
                        "127.0.0.1",
                        "--blobPort",
                        "0",
                        "--disableTelemetry")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        node.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + KEY);
        process = node.start();
        address = address(log);
    }

    private static void install(Path folder) throws Exception {
        Files.createDirectories(folder);
        List<String> npm = List.of(
                "npm",
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--omit=dev",
                "--ignore-scripts",
                "--prefix",
                ".",
                "azurite@" + VERSION);
        Path log = folder.resolve("npm.log");
        // Streams of its own: it makes those that it inherits non-blocking, which breaks the channel of the process
        // that runs the tests.
        Process install = new ProcessBuilder(npm)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        install.getOutputStream().close();
        if (!install.waitFor(10, TimeUnit.MINUTES) || install.exitValue() != 0) {
            install.destroyForcibly();
            throw new IOException("npm could not install azurite " + VERSION + ": " + Files.readString(log));
        }
    }

    private String address(Path log) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher listening = LISTENING.matcher(Files.readString(log));
            if (listening.find()) {
                return listening.group(1);
            }
            Thread.sleep(50);
        }
        close();
        throw new IOException("azurite does not listen; it said: " + Files.readString(log));
    }

    String endpoint() {
        return address + "/" + ACCOUNT;
    }

    BlobServiceClient client(String key) {
        return new BlobServiceClientBuilder()
                .endpoint(endpoint())
                .credential(new StorageSharedKeyCredential(ACCOUNT, key))
                .httpClient(new WatchedClient(HttpClient.createDefault()))
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.FIXED,
                        4,
                        Duration.ofSeconds(30),
                        Duration.ofMillis(5),
                        Duration.ofMillis(50),
                        null))
                .buildClient();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private final class WatchedClient implements HttpClient {
        private final HttpClient client;

        WatchedClient(HttpClient client) {
            this.client = client;
        }

        private boolean isRefused() {
            int number = requests.incrementAndGet();
            return refuseEvery > 0 && number % refuseEvery == 0;
        }

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return isRefused() ? Mono.just(new Busy(request)) : client.send(request);
        }

        @Override
        public HttpResponse sendSync(HttpRequest request, Context context) {
            return isRefused() ? new Busy(request) : client.sendSync(request, context);
        }
    }

    /** What the service says to those who ask too often. */
    private static final class Busy extends HttpResponse {
        private static final byte[] BODY =
                "<Error><Code>ServerBusy</Code><Message>The server is busy.</Message></Error>"
                        .getBytes(StandardCharsets.UTF_8);

        Busy(HttpRequest request) {
            super(request);
        }

        @Override
        public int getStatusCode() {
            return 503;
        }

        @Override
        @SuppressWarnings("deprecation") // it must be there
        public String getHeaderValue(String name) {
            return getHeaders().getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/xml");
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.just(ByteBuffer.wrap(BODY));
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.just(BODY);
        }

        @Override
        public Mono<String> getBodyAsString() {
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.just(new String(BODY, charset));
        }
    }
}
