package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portalsdk.config.Secret;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is reached over TLS and wants to lead on in the clear. */
@Timeout(60)
class DowngradeTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    /** A key of its own for localhost, made by the JDK's own tool. */
    private SSLContext tls() throws Exception {
        Path store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertTrue(keytool.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    @Test
    void redirectsFromTlsToClearTextAreNotFollowed() throws Exception {
        SSLContext tls = tls();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        List<String> asked = new CopyOnWriteArrayList<>();
        int port = server.getAddress().getPort();
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getPath());
                String to = exchange.getRequestURI().getPath().equals("/clear") ? "http" : "https";
                exchange.getResponseHeaders().set("Location", to + "://localhost:" + port + "/there");
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/there") ? 404 : 302, -1);
            }
        });
        server.start();
        try {
            UrlReader reader = UrlReaders.builder()
                    .allow("localhost:" + port)
                    .httpClient(HttpClient.newBuilder().sslContext(tls).build())
                    .build();
            String base = "https://localhost:" + port;
            ReadOptions secret = ReadOptions.defaults().withToken(Secret.of("t0k3n"));
            assertThrows(NotFoundException.class, () -> reader.read(base + "/encrypted", secret));
            NotAllowedException e = assertThrows(NotAllowedException.class, () -> reader.read(base + "/clear", secret));
            assertTrue(e.getMessage().contains("from https to http"), e.getMessage());
            assertEquals(List.of("/encrypted", "/there", "/clear"), asked);
        } finally {
            server.stop(0);
        }
    }
}
