package dev.portalsdk.http.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.catalog.RecordedCatalog;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Preparation;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No path of documentation leads out of the site that it names, however it is written. */
class PathTraversalTest {
    private static final String SITE = "/api/techdocs/static/docs/default/component/payments/";
    private static final String[] UP = {
        "..",
        "%2e%2e",
        "%2E.",
        "%252e%252e",
        "..%2f..",
        "..%5c..",
        "..\\..",
        "%2e%2e%2f%2e%2e",
        "..;",
        ".%00.",
        "%00..",
        "..%00"
    };

    @Test
    void nothingOutsideOfTheSiteIsSent(@TempDir Path folder) throws IOException {
        Path sites = folder.resolve("sites");
        write(sites.resolve("default/component/payments/index.html"), "the docs");
        write(sites.resolve("default/component/not-in-the-catalog/index.html"), "a secret");
        write(sites.resolve("secret.txt"), "a secret");
        write(folder.resolve("secret.txt"), "a secret");
        try (Catalog catalog = RecordedCatalog.open();
                TechDocs docs = TechDocs.builder()
                        .preparer((entity, known) -> new Preparation.NotModified())
                        .publisher(new LocalDirectoryPublisher(sites))
                        .buildOnView(false)
                        .build()) {
            PortalHttp api =
                    PortalHttp.builder().catalog(catalog).techdocs(docs).build();
            assertEquals("the docs", Answers.get(api, SITE).text());
            for (String up : UP) {
                for (int depth = 1; depth <= 5; depth++) {
                    String out = SITE + (up + "/").repeat(depth);
                    assertNotSent(api, out + "secret.txt");
                    assertNotSent(api, out + "not-in-the-catalog/index.html");
                    assertNotSent(api, SITE + "x/" + (up + "/").repeat(depth) + "secret.txt");
                }
                assertNotSent(api, "/api/techdocs/static/docs/" + up + "/component/payments/index.html");
                assertNotSent(
                        api, "/api/techdocs/static/docs/default/component/" + up + "/not-in-the-catalog/index.html");
                assertNotSent(api, "/api/techdocs/metadata/techdocs/default/component/" + up);
            }
            assertNotSent(api, SITE + folder.resolve("secret.txt"));
            assertNotSent(
                    api, SITE + "%2f" + folder.resolve("secret.txt").toString().replace("/", "%2f"));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void assertNotSent(PortalHttp api, String path) {
        Answer answer = Answers.get(api, path);
        assertFalse(answer.text().contains("a secret"), path);
        assertTrue(answer.status() >= 300 && answer.status() < 500, () -> path + " " + answer.status());
        // A redirect stays on this server.
        assertFalse(answer.headers().first("Location").orElse("").matches("(?s)(//|/?\\\\|[a-z]+:).*"), path);
    }
}
