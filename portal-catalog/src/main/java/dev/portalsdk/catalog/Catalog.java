package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.InMemoryCatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.check.CheckedEntity;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private final InMemoryCatalogStore store;
    private final InMemoryIndex index;
    private final CatalogDriver driver;
    private final LocationRegistry locations;
    private final KindSet kinds;
    private final CatalogChecks checks;
    private final Optional<Duration> refreshInterval;
    private final Runnable onClose;

    Catalog(CatalogBuilder.Settings settings) {
        CatalogParts parts = settings.parts();
        Clock clock = settings.clock();
        Workers workers = settings.workers();
        this.store = new InMemoryCatalogStore(clock);
        this.index = new InMemoryIndex(store);
        this.driver = new CatalogDriver(new CatalogEngine(store, index, parts, workers, clock)::drain);
        this.locations =
                new LocationRegistry(settings.readOnly(), store, location -> rehearse(location, parts, workers, clock));
        this.kinds = parts.validator().kinds();
        this.checks = settings.checks();
        this.refreshInterval = settings.refreshInterval();
        this.onClose = settings.onClose();
        List<EntityProvider> providers = new ArrayList<>(settings.providers());
        providers.add(locations);
        for (int order = 0; order < providers.size(); order++) {
            connect(providers.get(order), order);
        }
    }

    /** Starts a catalog without providers. */
    public static CatalogBuilder builder() {
        return new CatalogBuilder();
    }

    private void connect(EntityProvider provider, int order) {
        Giver.Bucket bucket = new Giver.Bucket(provider.name(), order);
        provider.connect(mutation -> driver.submit(() -> store.apply(bucket, mutation)));
    }

    private static InMemoryCatalogStore rehearse(
            LocationRef location, CatalogParts parts, Workers workers, Clock clock) {
        InMemoryCatalogStore scratch = new InMemoryCatalogStore(clock);
        CatalogEngine engine = new CatalogEngine(scratch, new InMemoryIndex(scratch), parts, workers, clock);
        scratch.apply(
                new Giver.Bucket(LocationRegistry.NAME, 0),
                Mutation.full(List.of(dev.portalsdk.catalog.LocationEntities.of(location))));
        engine.drain();
        return scratch;
    }

    /**
     * Starts a thread that does what there is to do, and reads the sources again in the interval that was set, if any.
     *
     * @return this
     * @throws CatalogException if the catalog is closed
     */
    public Catalog start() {
        driver.start(refreshInterval, () -> store.refresh(Optional.empty()));
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
        return driver.submit(() -> store.refresh(Optional.empty()));
    }

    /** Reads again what led to an entity, and what it reads itself. */
    public Receipt refresh(EntityRef ref) {
        return driver.submit(() -> store.refresh(Optional.of(ref)));
    }

    /** Questions to what is visible. */
    public EntityQueries queries() {
        return index;
    }

    /** Every change of what is visible. */
    public ChangeFeed changes() {
        return store;
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
        List<Diagnostic> findings = new ArrayList<>(store.findings());
        findings.addAll(checks.check(checkedEntities()).findings());
        findings.sort(Diagnostic.BY_PLACE);
        return List.copyOf(findings);
    }

    /** The visible entities, each with the descriptor that knows its places, by ref: for checks of the host's own over the whole catalog. */
    public List<CheckedEntity> checkedEntities() {
        Map<EntityRef, EntityDescriptor> descriptors = store.descriptors();
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
        return store.descriptors();
    }

    /** The entities that emit an entity: Locations, mostly. None if a provider gives it directly, or there is no such entity. */
    public Set<EntityRef> parents(EntityRef ref) {
        return store.parents(ref);
    }

    /** Ends the catalog's threads. Queries are still answered, from what was visible. */
    @Override
    public void close() {
        driver.close();
        onClose.run();
    }
}
