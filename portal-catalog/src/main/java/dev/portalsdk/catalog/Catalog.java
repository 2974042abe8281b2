package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.InMemoryCatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.check.CheckedEntity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A software catalog: reads, checks and joins what its providers give, and answers questions about it.
 *
 * <pre>{@code
 * try (Catalog catalog = Catalog.builder().provider(DirectoryProvider.of("repo", Path.of("."))).build()) {
 *     catalog.settle();
 *     catalog.findings().forEach(System.out::println);
 *     catalog.queries().all("kind=component,spec.type=service").forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Nothing runs by itself: {@link #settle()} does the work that there is, in the calling thread and the workers; a service calls {@link #start()} once
 * and leaves it to a thread of the catalog. For any number of threads.
 */
public final class Catalog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

    private final CatalogStore store;
    private final InMemoryIndex index;
    private final CatalogDriver driver;
    private final LocationRegistry locations;
    private final KindSet kinds;
    private final CatalogChecks checks;
    private final CatalogBuilder.Settings settings;

    Catalog(CatalogBuilder.Settings settings) {
        this.settings = settings;
        CatalogParts parts = settings.parts();
        this.store = settings.store();
        this.index = new InMemoryIndex(store.feed());
        this.driver = new CatalogDriver(
                store, new CatalogEngine(store, index, parts, settings.workers(), settings.clock())::drain);
        this.locations =
                new LocationRegistry(settings.readOnly(), settings.onConflict(), store.facts(), this::rehearse);
        this.kinds = parts.validator().kinds();
        this.checks = settings.checks();
        List<EntityProvider> providers = settings.providers(locations);
        List<String> names = providers.stream().map(EntityProvider::name).toList();
        int evicted = store.open(new StoreSetup(names, settings.evictProviders(), parts.fingerprint(), settings.lease()));
        if (evicted > 0) {
            LOG.info("{} entities of providers that are no longer there were removed", evicted);
        }
        providers.forEach(this::connect);
    }

    /** Starts a catalog without providers. */
    public static CatalogBuilder builder() {
        return new CatalogBuilder();
    }

    private void connect(EntityProvider provider) {
        provider.connect(new Connection(provider.name(), settings.guard(provider)));
    }

    private final class Connection implements EntityProviderConnection {
        private final String provider;
        private final RemovalGuard guard;

        Connection(String provider, RemovalGuard guard) {
            this.provider = provider;
            this.guard = guard;
        }

        @Override
        public MutationReceipt apply(Mutation mutation) {
            driver.checkOpen();
            MutationResult result = store.apply(provider, mutation, guard);
            return new AppliedMutation(driver.ticket(), result);
        }

        @Override
        public Receipt refresh(Collection<LocationRef> changed) {
            return refreshing(Refresh.of(changed));
        }
    }

    private record AppliedMutation(Receipt receipt, MutationResult result) implements MutationReceipt {
        @Override
        public boolean isVisible() {
            return receipt.isVisible();
        }

        @Override
        public void await() {
            receipt.await();
        }

        @Override
        public boolean await(Duration atMost) {
            return receipt.await(atMost);
        }
    }

    private Receipt refreshing(Refresh what) {
        driver.checkOpen();
        store.refresh(what);
        return driver.ticket();
    }

    /** Loads a location into a catalog of its own. */
    private CatalogFacts rehearse(LocationRef location) {
        CatalogStore scratch = new InMemoryCatalogStore(settings.clock());
        scratch.open(new StoreSetup(List.of(LocationRegistry.NAME), false, "", settings.lease()));
        scratch.apply(
                LocationRegistry.NAME,
                Mutation.full(List.of(LocationEntities.of(location))),
                RemovalGuard.off());
        new CatalogEngine(
                        scratch,
                        new InMemoryIndex(scratch.feed()),
                        settings.parts(),
                        settings.workers(),
                        settings.clock())
                .drain();
        return scratch.facts();
    }

    /**
     * Starts a thread that does what there is to do, and reads the sources again in the interval that was set, if any.
     *
     * @return this
     * @throws CatalogException if the catalog is closed
     */
    public Catalog start() {
        driver.start(
                settings.refreshInterval(),
                settings.parts().orphans().lookEvery(),
                () -> store.refresh(Refresh.everything()));
        return this;
    }

    /**
     * Returns when everything that was given so far is visible. Without a thread of the catalog's own the calling thread does the work.
     *
     * @throws CatalogException if the thread is interrupted (it stays so) or the catalog is closed
     */
    public void settle() {
        driver.settle();
    }

    /** Reads every source again. What is unchanged makes no work. */
    public Receipt refresh() {
        return refreshing(Refresh.everything());
    }

    /** Reads again what led to an entity, and what it reads itself. */
    public Receipt refresh(EntityRef ref) {
        return refreshing(Refresh.leadingTo(ref));
    }

    /** Questions to what is visible. */
    public EntityQueries queries() {
        return index;
    }

    /** What is visible, and every change of it. */
    public ChangeFeed changes() {
        return store.feed();
    }

    /** What is known beside what is visible: who gives what, what was found, what is read and what is to be done. */
    public CatalogFacts facts() {
        return store.facts();
    }

    /**
     * Takes away what a {@linkplain RemovalGuard guard} holds back; see {@link CatalogFacts#held()}.
     *
     * @throws CatalogException if there is no such provider, or the catalog is closed
     */
    public Receipt releaseHeld(String provider) {
        driver.checkOpen();
        store.releaseHeld(provider);
        return driver.ticket();
    }

    /**
     * Forgets an entity at once. It comes back when it is given again: by a provider's next mutation, or by the next look at the source that it stands
     * in. An orphan is gone for good.
     *
     * @return to wait on until it is no longer visible; empty if there is no such entity
     */
    public Optional<Receipt> remove(EntityRef ref) {
        driver.checkOpen();
        return store.remove(ref) ? Optional.of(driver.ticket()) : Optional.empty();
    }

    /** As {@link #remove(EntityRef)}, by {@link StitchedEntity#uid()}. */
    public Optional<Receipt> removeByUid(String uid) {
        return index.find(EntityQuery.all()
                        .filter(EntityFilter.where("metadata.uid", uid))
                        .limit(1))
                .items()
                .stream()
                .findFirst()
                .flatMap(found -> remove(found.ref()));
    }

    /** Locations that are registered while the catalog is running. */
    public RegisteredLocations locations() {
        return locations;
    }

    /** The kinds that it knows. */
    public KindSet kinds() {
        return kinds;
    }

    /**
     * Everything that is wrong with what was read so far, sorted by place: sources that cannot be read, documents that are not valid or not allowed,
     * conflicts, and what the checks find, such as references that lead nowhere.
     */
    public List<Diagnostic> findings() {
        List<Diagnostic> findings = new ArrayList<>(store.facts().findings());
        findings.addAll(checks.check(checkedEntities()).findings());
        findings.sort(Diagnostic.BY_PLACE);
        return List.copyOf(findings);
    }

    /** The visible entities, each with the descriptor that knows its places, by ref: for checks of the host's own over the whole catalog. */
    public List<CheckedEntity> checkedEntities() {
        Map<EntityRef, EntityDescriptor> descriptors = store.facts().descriptors();
        List<CheckedEntity> entities = new ArrayList<>();
        for (StitchedEntity visible : index.all()) {
            EntityDescriptor descriptor = descriptors.get(visible.ref());
            entities.add(
                    descriptor == null
                            ? CheckedEntity.of(visible.entity())
                            : new CheckedEntity(visible.entity(), descriptor));
        }
        return entities;
    }

    /** For each ref the descriptor that holds it, by ref, valid or not: as its author wrote it, with its places. */
    public Map<EntityRef, EntityDescriptor> descriptors() {
        return store.facts().descriptors();
    }

    /** The entities that emit an entity: Locations, mostly. None if a provider gives it directly, or there is no such entity. */
    public Set<EntityRef> parents(EntityRef ref) {
        return store.facts().parents(ref);
    }

    /** Ends the catalog's threads. Queries are still answered, from what was visible. */
    @Override
    public void close() {
        driver.close();
        settings.providers(locations).forEach(Catalog::closeQuietly);
        settings.onClose().run();
    }

    private static void closeQuietly(EntityProvider provider) {
        try {
            provider.close();
        } catch (RuntimeException e) {
            LOG.warn("The provider {} failed to close", provider.name(), e);
        }
    }
}
