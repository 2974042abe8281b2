package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a portal knows is there when it starts again, in each database that a configuration can name. */
@Timeout(180)
class RestartTest {
    private static final String LEDGER = "https://github.com/myorg/payment-service/blob/main/catalog-info.yaml";

    @TempDir
    private Path directory;

    @Test
    void inAFile() throws Exception {
        survives("{client: better-sqlite3, connection: '%s'}".formatted(directory.resolve("portal.sqlite")));
    }

    @Test
    void inPostgresAsBackstageConfiguresIt() throws Exception {
        try (TestDatabase database = TestDatabases.postgres()) {
            URI url = URI.create(database.url().substring("jdbc:".length()));
            survives("""
                    {client: pg, connection: {host: %s, port: %d, user: '${POSTGRES_USER}', password: '${POSTGRES_PASSWORD}', database: %s}, knexConfig: {pool: {min: 0, max: 8}}}\
                    """.formatted(url.getHost(), url.getPort(), url.getPath().substring(1)));
        }
    }

    @Test
    void inPostgresOfOneText() throws Exception {
        try (TestDatabase database = TestDatabases.postgres()) {
            URI url = URI.create(database.url().substring("jdbc:".length()));
            survives("{client: pg, connection: 'postgresql://postgres:x@%s%s'}"
                    .formatted(url.getAuthority(), url.getPath()));
        }
    }

    private void survives(String database) throws Exception {
        Map<String, String> variables = Map.of(
                "POSTGRES_USER", "postgres",
                "POSTGRES_PASSWORD", "x",
                "PORTAL_DATA", directory.resolve("data").toString());
        String config = "backend: {database: " + database + "}\n";
        String path;
        try (TestPortal portal = TaskPortal.of(directory, config, variables)) {
            portal.parts().catalog().locations().add("url:" + LEDGER).orThrow();
            GuestBrowser guest = portal.guest();
            path = TaskPagesTest.run(guest, "fails");
            assertEquals(TaskStatus.FAILED, await(portal, path));
        }
        try (TestPortal portal = TaskPortal.again(directory, variables)) {
            assertTrue(portal.parts()
                    .catalog()
                    .queries()
                    .byRef(EntityRef.parse("component:payment-service"))
                    .isPresent());
            GuestBrowser guest = portal.guest();
            Document history = TestPortal.page(guest.get("/catalog/default/component/payment-service/history"));
            assertEquals(List.of("added"), history.select(".timeline .badge").eachText(), "nothing has changed since");
            Document task = TestPortal.page(guest.get(path));
            assertEquals("failed", task.select("#task-status").text());
            assertTrue(task.select(".log-text").eachText().contains("once"));
            Files.writeString(directory.resolve("there.txt"), "now it is");
            String again = guest.post(path, path + "/retry", Map.of("from", "failed"))
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertEquals(TaskStatus.COMPLETED, await(portal, again));
        }
    }

    private static TaskStatus await(TestPortal portal, String path) throws InterruptedException {
        return portal.parts()
                .scaffolder()
                .task(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow()
                .await(Duration.ofMinutes(1))
                .status();
    }
}
