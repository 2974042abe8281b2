package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.ApiAnswer;
import dev.portalsdk.source.ApiRequest;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that GitHub once gave, from the npm package @octokit/fixtures, read by our client. */
@Tag("oracle")
@Timeout(600)
class GitHubFixturesTest {
    private static final String API = "https://api.github.com";

    private HttpServer server;
    private NpmPackage fixtures;
    private List<Value> recorded = List.of();
    private GitHubIntegration host;
    private HostConnections connections;

    @BeforeEach
    void start() throws Exception {
        fixtures = NpmPackage.of("@octokit/fixtures", "23.1.2");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        host = GitHubIntegration.builder("github.com")
                .apiBaseUrl(base())
                .token(Secret.of("t"))
                .build();
        connections = HostConnections.builder()
                .integrations(Integrations.builder().add(host).build())
                .build();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void scenario(String name) throws IOException {
        recorded = fixtures.json("scenarios/api.github.com/" + name + "/normalized-fixture.json")
                .asArr()
                .orElseThrow()
                .values();
    }

    private static String text(Value of, String pointer) {
        return of.at(pointer).flatMap(Value::asString).orElse("");
    }

    private Optional<Value> find(HttpExchange exchange) {
        String asked = exchange.getRequestURI().toString().replaceFirst("[?&]ref=[^&]*", "");
        return recorded.stream()
                .filter(entry -> text(entry, "/path").equals(asked))
                .filter(entry -> text(entry, "/method").equalsIgnoreCase(exchange.getRequestMethod()))
                .findFirst();
    }

    /** As recorded, but that it names this server in place of GitHub's. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<Value> entry = find(exchange);
            if (entry.isEmpty()) {
                exchange.sendResponseHeaders(599, -1);
                return;
            }
            entry.get().at("/headers").flatMap(Value::asObj).orElseThrow().forEach((name, value) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!lower.equals("content-length") && !lower.equals("content-encoding")) {
                    exchange.getResponseHeaders()
                            .set(name, value.asString().orElse(value.toString()).replace(API, base()));
                }
            });
            Value response = entry.get().at("/response").orElseThrow();
            boolean binary = entry.get().at("/responseIsBinary").equals(Optional.of(Value.Bool.TRUE));
            String body = response.asString().orElseGet(response::toJson);
            byte[] bytes = binary ? HexFormat.of().parseHex(body) : body.getBytes(StandardCharsets.UTF_8);
            int status =
                    Integer.parseInt(entry.get().at("/status").orElseThrow().toString());
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void filesAreRead() throws IOException {
        scenario("get-content");
        var reader = UrlReaders.builder().connections(connections).build();
        assertEquals(
                "# hello-world",
                reader.read("https://github.com/octokit-fixture-org/hello-world/blob/main/README.md")
                        .text());
    }

    @Test
    void listsAreReadPageByPage() throws IOException {
        scenario("paginate-issues");
        List<Value> issues = new ArrayList<>();
        Optional<String> next = Optional.of(base() + "/repos/octokit-fixture-org/paginate-issues/issues?per_page=3");
        while (next.isPresent()) {
            ApiAnswer answer = connections.send(host, ApiRequest.get(next.get()).forOwner("octokit-fixture-org"));
            issues.addAll(answer.json().asArr().orElseThrow().values());
            next = answer.next();
        }
        assertEquals(13, issues.size());
    }

    @Test
    void renamedRepositoriesAreFollowed() throws IOException {
        scenario("rename-repository");
        Value answer = connections
                .send(host, ApiRequest.get(base() + "/repos/octokit-fixture-org/rename-repository"))
                .json();
        assertEquals("rename-repository-newname", text(answer, "/name"));
    }

    @Test
    void errorsSayWhatGitHubSays() throws IOException {
        scenario("errors");
        Value label = Value.Obj.of("name", "foo", "color", "invalid");
        IOException e = assertThrows(
                IOException.class,
                () -> connections.send(
                        host, ApiRequest.sending("POST", base() + "/repos/octokit-fixture-org/errors/labels", label)));
        assertTrue(String.valueOf(e.getMessage()).contains("Validation Failed"), e.getMessage());
    }

    /** Every good answer to a GET among all scenarios. */
    @Test
    void allRecordedAnswersAreUnderstood() throws IOException {
        int read = 0;
        for (java.nio.file.Path directory : fixtures.directories("scenarios/api.github.com")) {
            scenario(directory.getFileName().toString());
            for (Value entry : recorded) {
                boolean get = text(entry, "/method").equals("get")
                        && text(entry, "/scope").startsWith(API);
                boolean good = entry.at("/status").orElseThrow().toString().equals("200");
                Optional<Value> response =
                        entry.at("/response").filter(body -> body.asString().isEmpty());
                if (get && good && response.isPresent()) {
                    Value answer = connections
                            .send(host, ApiRequest.get(base() + text(entry, "/path")))
                            .json();
                    assertEquals(find(entry).at("/response"), Optional.of(answer), text(entry, "/path"));
                    read++;
                }
            }
        }
        assertTrue(read >= 15, "only " + read + " recorded answers");
    }

    /** The first of those that are answered alike. */
    private Value find(Value entry) {
        return recorded.stream()
                .filter(other -> text(other, "/path").equals(text(entry, "/path"))
                        && text(other, "/method").equals(text(entry, "/method")))
                .findFirst()
                .orElseThrow();
    }
}
