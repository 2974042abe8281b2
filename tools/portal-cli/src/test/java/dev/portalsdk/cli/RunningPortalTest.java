package dev.portalsdk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.jdk.JdkHttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a server, and the one that is a server. */
@Timeout(60)
class RunningPortalTest {
    private static final String WEB = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: web}
            spec: {type: service, lifecycle: production, owner: a}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: db, description: keeps payments}
            spec: {type: database, lifecycle: experimental, owner: a}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: a}
            spec: {type: team, children: []}
            """;

    @TempDir
    Path root;

    @Test
    void aRunningCatalogIsAskedAndComparedWith() throws IOException {
        Files.writeString(root.resolve("catalog-info.yaml"), WEB);
        try (Catalog catalog = Catalog.builder()
                        .provider(DirectoryProvider.of("files", root))
                        .build();
                JdkHttpServer server = JdkHttpServer.builder(
                                PortalHttp.builder().catalog(catalog).build())
                        .start()) {
            catalog.settle();
            String api = server.uri().resolve("/api/catalog").toString();
            for (String[] question : new String[][] {
                {"--filter", "kind=component", "--order=-metadata.name"},
                {"--text", "payments", "--text-fields", "metadata.description", "-o", "json", "--fields", "kind"},
                {"--filter", "kind=component,spec.type=service", "-o", "yaml", "--fields", "kind,metadata.name"}
            }) {
                assertEquals(
                        query(root.toString(), question).out(),
                        query(api, question).out(),
                        String.join(" ", question));
            }
            Files.writeString(
                    root.resolve("catalog-info.yaml"), WEB.replace("lifecycle: experimental", "lifecycle: production"));
            Run plan = Run.of("plan", root.toString(), "--base", api);
            assertEquals("""
                    Plan: 1 changed
                    ~ component:default/db
                        /spec/lifecycle: "experimental" -> "production" | catalog-info.yaml:9:35
                    """, plan.out());
        }
        Run gone = query("http://127.0.0.1:9/api/catalog");
        assertEquals(Portal.UNAVAILABLE, gone.exitCode(), gone::toString);
    }

    private static Run query(String where, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "catalog";
        arguments[1] = "query";
        arguments[2] = where;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Run.of(arguments);
    }

    @Test
    void documentationIsServedUntilTheProcessEnds() throws Exception {
        Files.writeString(root.resolve("mkdocs.yml"), "site_name: Web\n");
        Files.createDirectory(root.resolve("docs"));
        Files.writeString(root.resolve("docs/index.md"), "# Hello\n");
        PipedWriter out = new PipedWriter();
        try (BufferedReader lines = new BufferedReader(new PipedReader(out))) {
            Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(Writer.nullWriter()), false, false);
            Thread command = new Thread(() -> Portal.run(terminal, "docs", "serve", root.toString(), "--port", "0"));
            command.start();
            URI address = URI.create(lines.readLine());
            HttpResponse<String> page = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            command.interrupt();
            command.join();
            assertEquals(200, page.statusCode());
            assertTrue(page.body().contains("Hello"), page::body);
        }
    }
}
