package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repositories that are renamed, transferred, rewritten and deleted while the catalog is running, as webhooks of GitHub tell. */
@Timeout(60)
class RepositoryMovesTest {
    static final String SECRET = "s3cret";

    private FakeForge forge;
    private ForgeRepository web;
    private ConfiguredCatalog configured;
    private Catalog catalog;
    private EventReceiver events;

    @BeforeEach
    void start() throws IOException {
        forge = FakeForge.builder().token("hunter2").start();
        web = forge.createRepository("acme/web", Map.of("catalog-info.yaml", component("web", "team-a")));
        forge.createRepository("acme/docs", Map.of("README.md", "no descriptor"));
        forge.organization("globex");
        Config config = Config.builder()
                .value("forge", forge.config())
                .value("portal", (Value.Obj) Value.parseJson("""
                        {"catalog": {"providers": {"github": {"acme": {"organization": "acme"}}}},
                         "events": {"modules": {"github": {"webhookSecret": "%s"}}}}""".formatted(SECRET)))
                .build();
        configured = ConfiguredCatalog.of(config, Path.of(""));
        catalog = configured.builder().build().start();
        events = configured
                .events()
                .listener(new ScmEventRegistrations(catalog.locations(), configured.connections(), Runnable::run))
                .build();
        ((GitHubDiscovery) configured.providers().get(0)).refresh();
        catalog.settle();
    }

    @AfterEach
    void stop() {
        catalog.close();
        forge.close();
    }

    private static String component(String name, String owner) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec: {type: service, lifecycle: production, owner: " + owner + "}\n";
    }

    private void event(String kind, String slug, String fields) {
        byte[] body = ("{\"repository\":{\"html_url\":\"https://github.com/" + slug + "\"}," + fields + "}")
                .getBytes(StandardCharsets.UTF_8);
        assertEquals(
                EventReceiver.Outcome.TAKEN,
                events.receive(Map.of("X-GitHub-Event", kind, "X-Hub-Signature-256", signature(body)), body));
    }

    static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(2_000_000);
        }
        assertTrue(condition.getAsBoolean(), () -> catalog.queries().all("").toString() + catalog.findings());
    }

    private String place(String name) {
        return catalog.queries()
                .byRef(EntityRef.parse("component:default/" + name))
                .flatMap(entity -> entity.entity().metadata().annotation("backstage.io/managed-by-location"))
                .orElse("nowhere");
    }

    private Optional<String> owner(String name) {
        return catalog.queries()
                .byRef(EntityRef.parse("component:default/" + name))
                .flatMap(entity -> entity.entity().spec().string("owner"));
    }

    @Test
    void aRenamedRepositoryIsReadAtItsNewAddress() {
        assertEquals("url:https://github.com/acme/web/blob/main/catalog-info.yaml", place("web"));
        forge.moveRepository("acme/web", "acme/shop");
        event(
                "repository",
                "acme/shop",
                "\"action\":\"renamed\",\"changes\":{\"repository\":{\"name\":{\"from\":\"web\"}}}");
        await(() -> place("web").equals("url:https://github.com/acme/shop/blob/main/catalog-info.yaml"));
        assertEquals(Optional.of("team-a"), owner("web"));
        web.commit(Map.of("catalog-info.yaml", component("web", "team-b")));
        event("push", "acme/shop", "\"ref\":\"refs/heads/main\",\"commits\":[{\"modified\":[\"catalog-info.yaml\"]}]");
        await(() -> owner("web").equals(Optional.of("team-b")));
    }

    @Test
    void aTransferredRepositoryGoesAndComes() {
        String from =
                "\"action\":\"transferred\",\"changes\":{\"owner\":{\"from\":{\"organization\":{\"login\":\"%s\"}}}}";
        forge.moveRepository("acme/web", "globex/web");
        event("repository", "globex/web", from.formatted("acme"));
        await(() -> owner("web").isEmpty());
        forge.moveRepository("globex/web", "acme/web");
        event("repository", "acme/web", from.formatted("globex"));
        await(() -> owner("web").isPresent());
    }

    @Test
    void anotherDefaultBranchIsRead() {
        web.renameDefaultBranch("trunk");
        web.commit(Map.of("catalog-info.yaml", component("web", "team-b")));
        event("repository", "acme/web", "\"action\":\"edited\",\"changes\":{\"default_branch\":{\"from\":\"main\"}}");
        await(() -> owner("web").equals(Optional.of("team-b")));
        assertEquals("url:https://github.com/acme/web/blob/trunk/catalog-info.yaml", place("web"));
    }

    /** What a forced push takes back it does not name. */
    @Test
    void aForcedPushReadsTheWholeBranchAgain() throws IOException {
        ForgeRepository other =
                forge.createRepository("globex/api", Map.of("catalog-info.yaml", component("api", "team-a")));
        catalog.locations().add("url:" + other.fileUrl("catalog-info.yaml"));
        String first = other.commitOf("main").orElseThrow();
        other.commit(Map.of("catalog-info.yaml", component("api", "team-b")));
        event("push", "globex/api", "\"ref\":\"refs/heads/main\",\"commits\":[{\"modified\":[\"catalog-info.yaml\"]}]");
        await(() -> owner("api").equals(Optional.of("team-b")));
        RefUpdate back = other.git().updateRef(Constants.R_HEADS + "main");
        back.setNewObjectId(ObjectId.fromString(first));
        back.setForceUpdate(true);
        assertEquals(RefUpdate.Result.FORCED, back.update());
        forge.clearRequests();
        event("push", "globex/api", "\"ref\":\"refs/heads/main\",\"forced\":true,\"commits\":[]");
        await(() -> owner("api").equals(Optional.of("team-a")));
        assertEquals(
                List.of(),
                forge.requests().stream()
                        .filter(request -> !request.path().contains("globex/api"))
                        .toList(),
                "and nothing else");
    }

    @Test
    void registeredLocationsFollowTheirRepositories() {
        ForgeRepository api =
                forge.createRepository("globex/api", Map.of("catalog-info.yaml", component("api", "team-a")));
        catalog.locations().add("url:" + api.fileUrl("catalog-info.yaml"));
        forge.moveRepository("globex/api", "globex/gateway");
        event(
                "repository",
                "globex/gateway",
                "\"action\":\"renamed\",\"changes\":{\"repository\":{\"name\":{\"from\":\"api\"}}}");
        assertEquals(
                List.of("url:https://github.com/globex/gateway/blob/main/catalog-info.yaml"),
                catalog.locations().list().stream()
                        .map(RegisteredLocation::location)
                        .map(Object::toString)
                        .toList());
        await(() -> place("api").contains("globex/gateway"));
        assertEquals(Optional.of("team-a"), owner("api"));
        forge.deleteRepository("globex/gateway");
        event("repository", "globex/gateway", "\"action\":\"deleted\"");
        assertEquals(List.of(), catalog.locations().list());
        await(() -> owner("api").isEmpty());
    }
}
