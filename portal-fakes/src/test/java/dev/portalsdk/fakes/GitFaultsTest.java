package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.TooLargeException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Git server does to its readers, over smart HTTP: states of repositories and faults. */
@Timeout(120)
class GitFaultsTest {
    private static final String BASE = "https://git.acme.example/acme/web.git";

    private FakeForge forge;
    private ForgeRepository web;

    @BeforeEach
    void start() {
        forge = FakeForge.builder().token("hunter2").start();
        web = forge.createRepository("acme/web", Map.of("catalog-info.yaml", "a", "docs/index.md", "b"));
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private UrlReader reader(String token) {
        Integrations integrations = Integrations.builder()
                .add(GitIntegration.builder("git.acme.example")
                        .cloneBaseUrl(forge.url())
                        .user("portal")
                        .token(Secret.of(token))
                        .build())
                .build();
        return UrlReaders.builder()
                .connections(HostConnections.builder()
                        .integrations(integrations)
                        .retries(2, Duration.ofMillis(5))
                        .build())
                .build();
    }

    private TreeResult tree(String url) throws IOException {
        return reader("hunter2").readTree(url);
    }

    @Test
    void statesOfRepositories() throws IOException {
        web.renameDefaultBranch("trunk");
        assertEquals(
                2, assertInstanceOf(TreeResult.Tree.class, tree(BASE)).files().size());
        assertThrows(NotFoundException.class, () -> tree(BASE + "/tree/main"));
        assertThrows(NotFoundException.class, () -> reader("hunter2").read(BASE + "/blob/trunk/nothing"));
        forge.createRepository("acme/empty", Map.of());
        assertThrows(NotFoundException.class, () -> tree("https://git.acme.example/acme/empty.git"));
        assertThrows(NotFoundException.class, () -> tree("https://git.acme.example/acme/nothing.git"));
        web.archive().markAsFork();
        assertEquals(
                2, assertInstanceOf(TreeResult.Tree.class, tree(BASE)).files().size(), "Git knows neither");
    }

    @Test
    void whatIsKnownIsNotFetchedAgain() throws IOException {
        TreeResult.Tree known = assertInstanceOf(TreeResult.Tree.class, tree(BASE + "/tree/main"));
        forge.clearRequests();
        assertInstanceOf(
                TreeResult.NotModified.class,
                reader("hunter2").readTree(BASE + "/tree/main", ReadOptions.ifChangedFrom(known.etag())));
        assertTrue(
                forge.requests().stream()
                        .noneMatch(request -> request.toString().contains("want ")),
                "the references are looked at, no objects fetched: " + forge.requests());
        web.commit(Map.of("more", "c"));
        assertInstanceOf(
                TreeResult.Tree.class,
                reader("hunter2").readTree(BASE + "/tree/main", ReadOptions.ifChangedFrom(known.etag())));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void statusesAreFailuresThatChangeNothing(int status) throws IOException {
        forge.fault("/info/refs", new ForgeFault.Status(status, Map.of("Retry-After", "1")));
        IOException e = assertThrows(SourceException.class, () -> tree(BASE));
        assertFalse(String.valueOf(e.getMessage()).contains("hunter2"), e.getMessage());
        assertEquals(status == 404, e instanceof NotFoundException, e.toString());
        forge.heal();
        assertInstanceOf(TreeResult.Tree.class, tree(BASE));
    }

    @Test
    void credentialsAreChecked() {
        SourceException e =
                assertThrows(SourceException.class, () -> reader("wrong").readTree(BASE));
        assertFalse(String.valueOf(e.getMessage()).contains("wrong"), e.getMessage());
    }

    /** Also what is not wanted counts when it is sent. */
    @Test
    void largeTransfersAreCutOff() {
        byte[] noise = new byte[4 << 20];
        new Random(1).nextBytes(noise);
        web.commit(Map.of("noise", Base64.getEncoder().encodeToString(noise)));
        ReadOptions small =
                ReadOptions.defaults().withMaxTreeBytes(1 << 20).withFilter(path -> path.equals("catalog-info.yaml"));
        TooLargeException e =
                assertThrows(TooLargeException.class, () -> reader("hunter2").readTree(BASE, small));
        assertTrue(String.valueOf(e.getMessage()).contains("the transfer is larger"), e.getMessage());
    }

    @Test
    void slowAndTruncatedAnswersEnd() throws IOException {
        ReadOptions hasty = ReadOptions.defaults().withTimeout(Duration.ofSeconds(1));
        forge.fault("/info/refs", new ForgeFault.Slow(Duration.ofSeconds(10)));
        assertThrows(SourceException.class, () -> reader("hunter2").readTree(BASE, hasty));
        for (String part : new String[] {"/info/refs", "/git-upload-pack"}) {
            forge.heal();
            forge.fault(part, new ForgeFault.Truncated());
            assertThrows(SourceException.class, () -> tree(BASE), part);
        }
        forge.heal();
        assertInstanceOf(TreeResult.Tree.class, tree(BASE));
    }
}
