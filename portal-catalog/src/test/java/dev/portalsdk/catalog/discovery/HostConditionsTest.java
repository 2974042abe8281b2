package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.portalsdk.fakes.ForgeFault;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.fakes.RecordedRequest;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every kind of host under every condition, from the listing to the catalog: what is there is found, what fails changes nothing, what has healed is
 * followed again.
 */
@Timeout(300)
class HostConditionsTest {
    private static final String FILE = "catalog-info.yaml";

    /** One host under one condition. */
    private interface Condition {
        void check(ForgeHost host) throws Exception;
    }

    @TestFactory
    Stream<DynamicNode> everyHostUnderEveryCondition() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        conditions.put("more repositories than a page", this::paging);
        conditions.put("renamed default branch", this::renamedDefaultBranch);
        conditions.put("empty repository", this::emptyRepository);
        conditions.put("archived repository", this::archivedRepository);
        conditions.put("fork", this::fork);
        conditions.put("missing file", this::missingFile);
        conditions.put("304 not modified", this::notModified);
        conditions.put("404 of what was there", this::gone);
        for (int status : new int[] {401, 403, 500, 503}) {
            conditions.put(
                    status + " on everything", host -> faulty(host, "/", new ForgeFault.Status(status, Map.of())));
            conditions.put(
                    status + " on reading only",
                    host -> faulty(host, host.reading, new ForgeFault.Status(status, Map.of())));
        }
        conditions.put("truncated answers", host -> faulty(host, "/", new ForgeFault.Truncated()));
        conditions.put("truncated files", host -> faulty(host, host.reading, new ForgeFault.Truncated()));
        conditions.put("slow answers", this::slow);
        conditions.put("429 with a time to wait", host -> limited(host, 429, Map.of("Retry-After", "1")));
        conditions.put(
                "403 with the reset of a limit",
                host -> limited(
                        host,
                        403,
                        Map.of(
                                "X-RateLimit-Remaining",
                                "0",
                                "X-RateLimit-Reset",
                                String.valueOf(Instant.now().getEpochSecond() + 2))));
        return Stream.of(ForgeHost.values())
                .map(host -> dynamicContainer(
                        host.name(),
                        conditions.entrySet().stream()
                                .map(entry -> dynamicTest(
                                        entry.getKey(), () -> entry.getValue().check(host)))));
    }

    private void paging(ForgeHost host) throws IOException {
        List<String> slugs = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            slugs.add("acme/r" + i);
        }
        try (ForgedCatalog forged = ForgedCatalog.on(host, slugs.toArray(String[]::new))) {
            slugs.forEach(slug -> forged.repository(slug, "team-a"));
            forged.discover();
            assertEquals(230, forged.owners().size());
            long pages = forged.forge().requests().stream()
                    .filter(request -> request.path().contains(host.listing))
                    .filter(request -> !request.path().contains("/info/refs"))
                    .count();
            assertTrue(host == ForgeHost.GIT || pages >= 3, pages + " pages");
        }
    }

    private void renamedDefaultBranch(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web")) {
            ForgeRepository web = forged.repository("acme/web", "team-a").renameDefaultBranch("trunk");
            forged.discover();
            assertEquals(Map.of("web", "team-a"), forged.owners());
            web.renameDefaultBranch("next");
            web.commit(Map.of(FILE, ForgeHost.component("web", "team-b")));
            forged.discover();
            assertEquals(Map.of("web", "team-b"), forged.owners());
        }
    }

    private void emptyRepository(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web", "acme/empty")) {
            forged.repository("acme/web", "team-a");
            ForgeRepository empty = forged.forge().createRepository("acme/empty", Map.of());
            forged.discover();
            assertEquals(Map.of("web", "team-a"), forged.owners());
            empty.commit(Map.of(FILE, ForgeHost.component("first", "team-f")));
            forged.discover();
            assertEquals(Map.of("web", "team-a", "first", "team-f"), forged.owners());
        }
    }

    /** Git itself knows nothing of it. */
    private void archivedRepository(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web", "acme/old")) {
            forged.repository("acme/web", "team-a");
            forged.repository("acme/old", "team-a").archive();
            forged.discover();
            assertEquals(host == ForgeHost.GIT ? 2 : 1, forged.owners().size());
        }
    }

    private void fork(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/fork")) {
            forged.repository("acme/fork", "team-a").markAsFork();
            forged.discover();
            assertEquals(Map.of("fork", "team-a"), forged.owners());
        }
    }

    private void missingFile(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web", "acme/without")) {
            ForgeRepository web = forged.repository("acme/web", "team-a");
            forged.forge().createRepository("acme/without", Map.of("README.md", "x"));
            forged.discover();
            assertEquals(Map.of("web", "team-a"), forged.owners());
            assertEquals(List.of(), forged.findings(), "a repository need have none");
            web.remove(FILE);
            web.commit(Map.of("other", "x"));
            forged.discover();
            assertEquals(Map.of(), forged.owners(), "the file is gone, and that is no failure");
        }
    }

    private void notModified(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web")) {
            ForgeRepository web = forged.repository("acme/web", "team-a");
            String url = host.file("acme/web", "main", FILE);
            ReadResult.Content first = forged.reader().read(url);
            forged.forge().clearRequests();
            ReadOptions known = ReadOptions.ifChangedFrom(first.etag());
            assertInstanceOf(ReadResult.NotModified.class, forged.reader().read(url, known));
            List<RecordedRequest> asked = forged.forge().requests();
            assertTrue(
                    asked.stream()
                            .allMatch(request -> request.status() == 304
                                    || request.path().endsWith("/info/refs")
                                    || request.toString().contains("ls-refs")),
                    "nothing but the question: " + asked);
            web.commit(Map.of(FILE, ForgeHost.component("web", "team-b")));
            if (host == ForgeHost.GIT) {
                return; // A tree is taken for current for some seconds.
            }
            assertTrue(forged.reader().read(url, known) instanceof ReadResult.Content now
                    && now.text().contains("team-b"));
        }
    }

    /** A listing that is not there is a failure; a Git repository that is not there is gone. */
    private void gone(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web")) {
            forged.repository("acme/web", "team-a");
            forged.discover();
            forged.forge().fault(host.listing, new ForgeFault.Status(404, Map.of()));
            tryToDiscover(forged);
            assertEquals(host == ForgeHost.GIT ? Map.of() : Map.of("web", "team-a"), forged.owners());
            forged.forge().heal();
            forged.discover();
            assertEquals(Map.of("web", "team-a"), forged.owners());
        }
    }

    private static void tryToDiscover(ForgedCatalog forged) {
        try {
            forged.discover();
        } catch (IOException e) {
            assertTrue(!String.valueOf(e.getMessage()).contains(ForgeHost.TOKEN), e.getMessage());
        }
    }

    /** While it fails, a change is not seen and nothing is lost; afterwards it is seen. */
    private void faulty(ForgeHost host, String where, ForgeFault fault) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web", "acme/api")) {
            ForgeRepository web = forged.repository("acme/web", "team-a");
            forged.repository("acme/api", "team-a");
            forged.discover();
            Map<String, String> before = forged.owners();
            assertEquals(2, before.size());
            forged.forge().fault(where, fault);
            web.commit(Map.of(FILE, ForgeHost.component("web", "team-b")));
            tryToDiscover(forged);
            forged.catalog().refresh();
            Map<String, String> meanwhile = new TreeMap<>(forged.owners());
            meanwhile.replace("web", "team-b", "team-a"); // GitHub's listing may have brought it
            assertEquals(before, meanwhile);
            assertTrue(forged.findings().stream()
                    .noneMatch(finding -> finding.toString().contains(ForgeHost.TOKEN)));
            forged.forge().heal();
            forged.discover();
            forged.catalog().refresh().await();
            assertEquals(Map.of("web", "team-b", "api", "team-a"), forged.owners());
            assertEquals(List.of(), forged.findings());
        }
    }

    private void slow(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web")) {
            forged.repository("acme/web", "team-a");
            forged.forge().fault("/", new ForgeFault.Slow(Duration.ofSeconds(20)));
            ReadOptions hasty = ReadOptions.defaults().withTimeout(Duration.ofMillis(300));
            String url = host.file("acme/web", "main", FILE);
            Instant start = Instant.now();
            assertThrows(SourceException.class, () -> forged.reader().read(url, hasty));
            assertTrue(Duration.between(start, Instant.now()).toSeconds() < 15);
            forged.forge().heal();
            assertInstanceOf(ReadResult.Content.class, forged.reader().read(url));
        }
    }

    private void limited(ForgeHost host, int status, Map<String, String> headers) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host, "acme/web")) {
            forged.repository("acme/web", "team-a");
            String method = host == ForgeHost.GITHUB ? "POST" : "GET";
            forged.forge().failNext(method, host.listing, status, headers);
            Instant start = Instant.now();
            forged.discover();
            if (host == ForgeHost.GIT && status == 403) {
                forged.discover(); // Git has no word for limits; what it refused is asked for at the next run.
            }
            assertEquals(Map.of("web", "team-a"), forged.owners());
            assertEquals(List.of(), forged.findings());
            long waited = Duration.between(start, Instant.now()).toMillis();
            assertTrue(host == ForgeHost.GIT || waited >= 900, waited + " ms");
        }
    }
}
