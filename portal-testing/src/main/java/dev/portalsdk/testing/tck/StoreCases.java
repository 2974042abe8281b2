package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Tests of one store on the level of its own interface, by a node that does each step by hand. */
abstract class StoreCases {
    static final String FIRST = "first";
    static final String SECOND = "second";
    static final Duration LEASE = Duration.ofMinutes(1);

    final TestClock clock = TestClock.create();

    private CatalogStore opened;
    private StoreWorker working;

    abstract CatalogStoreTck tck();

    @BeforeEach
    void open() {
        opened = tck().emptyStore(clock);
        opened.open(setup(FIRST, SECOND));
        working = new StoreWorker(opened);
    }

    CatalogStore store() {
        return opened;
    }

    StoreWorker worker() {
        return working;
    }

    static StoreSetup setup(String... providers) {
        return new StoreSetup(List.of(providers), true, "", LEASE);
    }

    /** Makes a provider give what stands in these files, and nothing else. */
    MutationResult sources(String provider, String... files) {
        List<LocationRef> sources = Stream.of(files).map(Documents::file).toList();
        return store().apply(provider, Mutation.sources(sources), RemovalGuard.off());
    }

    /** Makes a provider give these, and nothing else. */
    MutationResult full(String provider, ProvidedEntity... entities) {
        return store().apply(provider, Mutation.full(List.of(entities)), RemovalGuard.off());
    }

    MutationResult added(String provider, ProvidedEntity... entities) {
        return store().apply(provider, Mutation.added(List.of(entities)), RemovalGuard.off());
    }

    MutationResult removed(String provider, EntityRef... refs) {
        return store().apply(provider, Mutation.removed(List.of(refs)), RemovalGuard.off());
    }

    /** Reads everything again, and does all that follows. */
    void refresh() {
        store().refresh(dev.portalsdk.catalog.store.Refresh.everything());
        worker().drain();
    }

    /** The names of what is visible, without Locations, sorted. */
    String visible() {
        return names(false);
    }

    /** As {@link #visible()}, but only the orphans. */
    String orphans() {
        return names(true);
    }

    private String names(boolean onlyOrphans) {
        return store().feed().snapshot().entities().stream()
                .filter(entity -> !entity.ref().kind().equals("location"))
                .filter(entity -> !onlyOrphans || entity.orphan())
                .map(entity -> entity.ref().name())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    Optional<StitchedEntity> shown(EntityRef ref) {
        return store().feed().snapshot().entities().stream()
                .filter(entity -> entity.ref().equals(ref))
                .findFirst();
    }

    /** The owner of a component as it is shown. */
    String owner(String component) {
        return shown(Documents.componentRef(component))
                .flatMap(entity -> entity.entity().spec().string("owner"))
                .orElse("nobody");
    }

    /** The file in which the version in use of a component stands. */
    String holder(String component) {
        return store().facts()
                .entity(Documents.componentRef(component))
                .flatMap(EntityFacts::held)
                .map(held -> held.offered().location().target().replace("https://git.test/", ""))
                .orElse("none");
    }
}
