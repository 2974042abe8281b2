package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.store.Change;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Repositories that are renamed and transferred while nobody tells: the next listing sees it, and no entity is lost or doubled. */
@Timeout(120)
class ListedMovesTest {
    private static List<Change> removals(ForgedCatalog forged, long since) {
        return forged.catalog().changes().after(since, 1000).stream()
                .filter(change -> change.type() == Change.Type.REMOVED
                        && change.ref().kind().equals("component"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB"})
    void aRenamedRepositoryKeepsItsEntityWithoutAGap(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host)) {
            forged.repository("acme/web", "team-a");
            forged.repository("acme/api", "team-b");
            forged.discover();
            assertEquals(host.file("acme/web", "main", "catalog-info.yaml"), forged.place("web"));
            long before = forged.catalog().changes().version();
            forged.forge().moveRepository("acme/web", "acme/shop");
            forged.discover();
            assertEquals(Map.of("web", "team-a", "api", "team-b"), forged.owners());
            assertEquals(host.file("acme/shop", "main", "catalog-info.yaml"), forged.place("web"));
            assertEquals(List.of(), removals(forged, before), "never gone in between");
            forged.forge()
                    .repository("acme/shop")
                    .orElseThrow()
                    .commit(Map.of("catalog-info.yaml", ForgeHost.component("web", "team-c")));
            forged.discover();
            assertEquals(Map.of("web", "team-c", "api", "team-b"), forged.owners());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB"})
    void aRepositoryThatIsTransferredGoesAndComesBack(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host)) {
            forged.repository("acme/web", "team-a");
            forged.repository("acme/api", "team-b");
            forged.discover();
            forged.forge().moveRepository("acme/web", "globex/web");
            forged.discover();
            assertEquals(Map.of("api", "team-b"), forged.owners());
            forged.forge().moveRepository("globex/web", "acme/web");
            forged.discover();
            assertEquals(Map.of("web", "team-a", "api", "team-b"), forged.owners());
        }
    }

    /** The old address answers for another repository now; what stood there must not be taken for it. */
    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB"})
    void theOldNameMayBeTakenByAnother(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host)) {
            forged.repository("acme/web", "team-a");
            forged.discover();
            long before = forged.catalog().changes().version();
            forged.forge().moveRepository("acme/web", "acme/shop");
            forged.forge()
                    .createRepository("acme/web", Map.of("catalog-info.yaml", ForgeHost.component("new", "team-n")));
            forged.discover();
            assertEquals(Map.of("web", "team-a", "new", "team-n"), forged.owners());
            assertEquals(host.file("acme/shop", "main", "catalog-info.yaml"), forged.place("web"));
            assertEquals(host.file("acme/web", "main", "catalog-info.yaml"), forged.place("new"));
            assertEquals(List.of(), removals(forged, before));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB"})
    void twoRepositoriesMayChangeTheirNames(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host)) {
            forged.repository("acme/web", "team-a");
            forged.repository("acme/api", "team-b");
            forged.discover();
            long before = forged.catalog().changes().version();
            forged.forge().moveRepository("acme/web", "acme/tmp");
            forged.forge().moveRepository("acme/api", "acme/web");
            forged.forge().moveRepository("acme/tmp", "acme/api");
            forged.discover();
            assertEquals(Map.of("web", "team-a", "api", "team-b"), forged.owners());
            assertEquals(host.file("acme/api", "main", "catalog-info.yaml"), forged.place("web"));
            assertEquals(host.file("acme/web", "main", "catalog-info.yaml"), forged.place("api"));
            assertEquals(List.of(), removals(forged, before));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITLAB"})
    void anotherDefaultBranchKeepsTheEntity(ForgeHost host) throws IOException {
        try (ForgedCatalog forged = ForgedCatalog.on(host)) {
            forged.repository("acme/web", "team-a");
            forged.discover();
            long before = forged.catalog().changes().version();
            forged.forge().repository("acme/web").orElseThrow().renameDefaultBranch("trunk");
            forged.discover();
            assertEquals(Map.of("web", "team-a"), forged.owners());
            assertEquals(host.file("acme/web", "trunk", "catalog-info.yaml"), forged.place("web"));
            assertEquals(List.of(), removals(forged, before));
        }
    }
}
