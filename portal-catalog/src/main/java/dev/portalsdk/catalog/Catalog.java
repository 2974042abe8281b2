package dev.portalsdk.catalog;

import dev.portalsdk.catalog.history.CatalogHistory;
import dev.portalsdk.catalog.history.PastCatalog;
import dev.portalsdk.catalog.inspect.Ancestry;
import dev.portalsdk.catalog.inspect.Explanation;
import dev.portalsdk.catalog.inspect.FactsPage;
import dev.portalsdk.catalog.inspect.LocationAnalysis;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.check.CheckedEntity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final QueryIndex index;
    private final CatalogDriver driver;
    private final List<EntityProvider> connected = new ArrayList<>();
    private final LocationRegistry locations;
    private final Explainer explainer;
    private final Rehearsal rehearsal;
    private final LocationAnalyzer analyzer;
    private final CatalogSettings settings;

    Catalog(CatalogSettings settings) {
        this.settings = settings;
        this.store = settings.store();
        this.index = settings.queries().start(store.feed(), settings.parts().validator());
        this.driver = driver();
        this.rehearsal = new Rehearsal(settings);
        this.locations = new LocationRegistry(settings.registrations(), store.facts(), rehearsal::load);
        this.analyzer = new LocationAnalyzer(settings);
        List<EntityProvider> providers = settings.providers(locations);
        List<String> names = providers.stream().map(EntityProvider::name).toList();
        this.explainer = new Explainer(store.facts(), index, settings.parts(), names);
        int evicted = store.open(settings.setup(names));
        if (evicted > 0) {
            LOG.info("{} entities of providers that are no longer there were removed", evicted);
        }
        index.catchUp();
        providers.forEach(this::connect);
    }

    /** If one fails, those before it must not go on. */
    private void connect(EntityProvider provider) {
        try {
            provider.connect(new ProviderConnection(provider.name(), settings.guard(provider), store, driver));
            connected.add(provider);
        } catch (RuntimeException e) {
            close();
            throw new CatalogException(
                    "The provider \"" + provider.name() + "\" could not be connected: " + e.getMessage(), e);
        }
    }

    private CatalogDriver driver() {
        Signal progress = new Signal();
        CatalogEngine engine = new CatalogEngine(store, index, settings.parts(), settings.resources(), progress::raise);
        return new CatalogDriver(store, engine, progress);
    }

    /** Starts a catalog without providers. */
    public static CatalogBuilder builder() {
        return new CatalogBuilder();
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

    /** Reads every source again. What is unchanged makes no work. The receipt waits for all that is under way, too. */
    public Receipt refresh() {
        refreshing(Refresh.everything());
        return driver.receiptOfAll();
    }

    /** Reads again what led to an entity, and what it reads itself. */
    public Receipt refresh(EntityRef ref) {
        return refreshing(Refresh.leadingTo(ref));
    }

    /** As {@link EntityProviderConnection#refresh}: these files or URLs have changed. */
    public Receipt refresh(Collection<LocationRef> locations) {
        return refreshing(Refresh.of(locations));
    }

    private Receipt refreshing(Refresh what) {
        driver.checkOpen();
        return driver.receipt(store.refresh(what));
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
        return driver.receipt(store.releaseHeld(provider).cause());
    }

    /**
     * The catalog as it was after a change; see {@link CatalogHistory#at(long)}.
     *
     * @throws CatalogException if the {@linkplain CatalogBuilder#history history} does not hold that version
     */
    public PastCatalog at(long version) {
        return history().at(version);
    }

    /** As {@link #at(long)}, at a time. */
    public PastCatalog at(Instant time) {
        return history().at(time);
    }

    /** What changed, and what providers took away, as long as it is {@linkplain CatalogBuilder#history kept}. */
    public CatalogHistory history() {
        return new CatalogHistory(store.history(), store.facts());
    }

    /**
     * Gives back what a provider took away, as if its {@linkplain RemovalGuard guard} had held that back: entities and sources are there again, those that
     * the provider gives anew meanwhile stay as they are. {@link #releaseHeld} takes them away once more. If the provider is not guarded, its next mutation
     * that says all does so too.
     *
     * @param removal one of {@link CatalogHistory#removals(int)}
     * @throws CatalogException if that is not kept any more, its provider is no longer there, or the catalog is closed
     */
    public Receipt undo(ChangeHistory.Removal removal) {
        driver.checkOpen();
        return driver.receipt(store.restore(removal.id()).cause());
    }

    /**
     * Forgets an entity at once. It comes back when it is given again: by a provider's next mutation, or by the next look at the source that it stands
     * in. An orphan is gone for good.
     *
     * @return to wait on until it is no longer visible; empty if there is no such entity
     */
    public Optional<Receipt> remove(EntityRef ref) {
        driver.checkOpen();
        OptionalLong cause = store.remove(ref);
        return cause.isPresent() ? Optional.of(driver.receipt(cause.getAsLong())) : Optional.empty();
    }

    /** As {@link #remove(EntityRef)}, by {@link StitchedEntity#uid()}. */
    public Optional<Receipt> removeByUid(String uid) {
        return index
                .find(EntityQuery.all()
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
        return settings.parts().validator().kinds();
    }

    /**
     * Everything that is wrong with what was read so far, sorted by place: sources that cannot be read, documents that are not valid or not allowed,
     * conflicts, and what the checks find, such as references that lead nowhere.
     */
    public List<Diagnostic> findings() {
        List<Diagnostic> findings = new ArrayList<>(store.facts().findings());
        findings.addAll(settings.checks().check(checkedEntities()).findings());
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

    /**
     * Tells why an entity is as it is, or why there is none: who claims the ref and what leads there, what was found, and where each of its values
     * comes from. For that the entity is processed once more, and what it reads is read; nothing is stored.
     */
    public Explanation explain(EntityRef ref) {
        return explainer.explain(ref);
    }

    /** What leads to an entity: its parents, theirs, and so on. Empty if the entity is not visible. */
    public Optional<Ancestry> ancestry(EntityRef ref) {
        return explainer.ancestry(ref);
    }

    /**
     * Checks a descriptor as if it stood at a location, without storing anything: placeholders, processors, policies, the kind's schema and rules; of
     * a Location also whether its targets can be read and give what is allowed. Relations are not followed.
     *
     * @param location where it would stand: relative paths are meant from there. A location of type {@code file} lets the descriptor read files of
     *     this machine beside it: from strangers take those of type {@code url} only
     * @return the entity as it would be accepted, unless it would be rejected; and all findings
     */
    public Validated<Entity> validate(EntityDescriptor descriptor, LocationRef location) {
        return rehearsal.validate(descriptor, location);
    }

    /** As {@link #analyzeLocation(LocationRef, String)}, for files named {@code catalog-info.yaml}. */
    public LocationAnalysis analyzeLocation(LocationRef location) {
        return analyzeLocation(location, "catalog-info.yaml");
    }

    /**
     * Looks what there is to be registered at a place: the descriptors in the whole repository that a URL belongs to, in a directory, or in one file
     * of a plain web server; and if there are none, what a first one could look like.
     *
     * @param location of type {@code url}, or {@code file} for a directory or file of this machine
     * @param fileName of the descriptor files to look for
     * @throws IllegalArgumentException if the location is of another type, or the name is not that of a file
     */
    public LocationAnalysis analyzeLocation(LocationRef location, String fileName) {
        return analyzer.analyze(location, fileName);
    }

    /**
     * Entities with an error: rejected, in conflict, or read from something that cannot be read.
     *
     * @param limit at least 1
     * @return the first ones, by ref
     */
    public FactsPage failed(int limit) {
        return explainer.page(most -> store.facts().failed(Optional.empty(), most), limit);
    }

    /** As {@link #failed(int)}, those after a ref. */
    public FactsPage failed(int limit, EntityRef after) {
        return explainer.page(most -> store.facts().failed(Optional.of(after), most), limit);
    }

    /**
     * Entities that wait to be processed or made visible.
     *
     * @param limit at least 1
     * @return the first ones, by ref
     */
    public FactsPage pending(int limit) {
        return explainer.page(most -> store.facts().pending(Optional.empty(), most), limit);
    }

    /** As {@link #pending(int)}, those after a ref. */
    public FactsPage pending(int limit, EntityRef after) {
        return explainer.page(most -> store.facts().pending(Optional.of(after), most), limit);
    }

    /** Ends the catalog's threads. Queries are still answered, from what was visible. */
    @Override
    public void close() {
        driver.close();
        connected.forEach(Catalog::closeQuietly);
        index.close();
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
