package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.QueryEngine;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityPolicies;
import dev.portalsdk.model.EntityPolicy;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.source.UrlReader;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Collects what a catalog is made of; for one thread, and for one catalog. */
public final class CatalogBuilder {
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final int MOST_URLS = 1000;

    final List<EntityProvider> providers = new ArrayList<>();
    final List<ProvidedEntity> configured = new ArrayList<>();
    final Map<String, CatalogProcessor> processors = new LinkedHashMap<>();
    final Map<String, EntityRule> rules = new LinkedHashMap<>();
    final Map<String, PlaceholderResolver> placeholders = new LinkedHashMap<>();
    final List<AllowRule> allowRules = new ArrayList<>();
    final List<EntityPolicy> policies = new ArrayList<>();
    final List<Kind<?>> kinds = new ArrayList<>();
    final Map<String, RemovalGuard> guards = new LinkedHashMap<>();
    final Set<String> disabledProviders = new LinkedHashSet<>();
    final Set<String> disabledProcessors = new LinkedHashSet<>();
    final List<String> mistakes = new ArrayList<>();
    private final Extensions extensions = new Extensions(this);
    KindSet kindSet = Kinds.standard();
    OrphanStrategy orphans = OrphanStrategy.delete();
    CatalogListener listener = CatalogListener.none();
    Clock clock = Clock.systemUTC();
    Config config = Config.empty();
    CatalogChecks checks = CatalogChecks.references();
    Set<String> registeredTypes = Set.of("url");
    boolean readOnly;
    OnConflict onConflict = OnConflict.REJECT;
    boolean evictProviders = true;
    Duration lease = Duration.ofMinutes(1);
    int concurrentUrls = 32;
    boolean rulesSet;
    QueryEngine queries = QueryEngine.inMemory();
    ChangeHistory.Retention history = ChangeHistory.Retention.off();

    @Nullable
    CatalogStore store;

    @Nullable
    UrlReader urlReader;

    @Nullable
    Integrations integrations;

    @Nullable
    Executor executor;

    @Nullable
    Duration refreshInterval;

    private Path baseDirectory = Path.of("");

    CatalogBuilder() {}

    /**
     * What {@code app-config.yaml} says: {@code catalog.rules}, {@code catalog.locations}, {@code catalog.orphanStrategy}, {@code catalog.readonly},
     * {@code catalog.orphanProviderStrategy}, {@code catalog.defaultLocationConflictStrategy}, {@code catalog.processingInterval},
     * {@code catalog.providerOptions.<name>.disabled}, {@code catalog.processorOptions.<name>.disabled}, and, unless set here, readers and integrations.
     *
     * <p>A provider that is turned off is not connected: what it gave goes, as if it were no longer there. The priority of a processor has no effect:
     * registration is the order.
     *
     * @throws dev.portalsdk.config.ConfigException if a value cannot be used
     */
    public CatalogBuilder config(Config appConfig) {
        this.config = Objects.requireNonNull(appConfig);
        CatalogConfig.read(appConfig, this);
        return this;
    }

    /**
     * Adds what an extension has to say, here and now: its processors come after those that were added before.
     *
     * @see #discoverExtensions()
     */
    public CatalogBuilder extension(CatalogExtension extension) {
        extensions.add(extension);
        return this;
    }

    /**
     * Adds the extensions that the class path offers to {@link ServiceLoader}, in order of their names, but for those of which one with the same name
     * was added before. Nothing is found unless this is called.
     */
    public CatalogBuilder discoverExtensions() {
        extensions.discover();
        return this;
    }

    /** A provider. In conflicts those registered earlier go first; configured locations go before all. */
    public CatalogBuilder provider(EntityProvider provider) {
        providers.add(Objects.requireNonNull(provider));
        return this;
    }

    /**
     * A location to read, as {@code catalog.locations} lists them.
     *
     * @param location {@code file:catalog/all.yaml} or {@code url:https://…}; a relative file is meant from the base directory, which must be set
     *     before
     */
    public CatalogBuilder location(String location) {
        try {
            configured.add(LocationEntities.of(base().absolute(LocationRef.parse(location))));
        } catch (IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
        }
        return this;
    }

    /** Keeps the facts; by default in the memory of this process. A store may be shared by several catalogs, each with all of the providers. */
    public CatalogBuilder store(CatalogStore facts) {
        this.store = Objects.requireNonNull(facts);
        return this;
    }

    /**
     * How much one mutation of a provider may take away, in place of {@link EntityProvider#removalGuard()}.
     *
     * @param provider its name
     */
    public CatalogBuilder removalGuard(String provider, RemovalGuard guard) {
        guards.put(provider, Objects.requireNonNull(guard));
        return this;
    }

    /** Whether what a store still holds of providers that this catalog does not have goes when it is built; by default it does. */
    public CatalogBuilder evictProviders(boolean value) {
        this.evictProviders = value;
        return this;
    }

    /** Types of locations that may be registered while the catalog is running; by default {@code url} only, as files are the host's own. */
    public CatalogBuilder registeredLocationTypes(String... types) {
        this.registeredTypes = Set.of(types);
        return this;
    }

    /** What happens when a location is registered twice; by default it is refused. */
    public CatalogBuilder onLocationConflict(OnConflict conflict) {
        this.onConflict = Objects.requireNonNull(conflict);
        return this;
    }

    /** How long a node may take for a piece of work before others get it, where several share a store; by default one minute. */
    public CatalogBuilder lease(Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_LEASE) > 0) {
            mistakes.add("a lease must be longer than zero, not " + time + ", and at most a day");
        }
        this.lease = time;
        return this;
    }

    /** What answers queries; by default an index in the memory of this process. */
    public CatalogBuilder queries(QueryEngine engine) {
        this.queries = Objects.requireNonNull(engine);
        return this;
    }

    /**
     * How long to keep what was, for {@link Catalog#at(long)}, {@link Catalog#history()} and {@link Catalog#undo}; by default not at all. A store keeps each
     * changed entity as it was before the change.
     */
    public CatalogBuilder history(ChangeHistory.Retention retention) {
        this.history = Objects.requireNonNull(retention);
        return this;
    }

    /** A processor. Registration is the order; the name appears in messages. */
    public CatalogBuilder processor(String name, CatalogProcessor processor) {
        putOnce(processors, "processor", name, processor);
        return this;
    }

    /** A check of valid entities. The name appears in messages when the check itself fails. */
    public CatalogBuilder rule(String name, EntityRule rule) {
        putOnce(rules, "rule", name, rule);
        return this;
    }

    /** What stands for {@code {$key: parameter}}; {@code text}, {@code json} and {@code yaml} may be replaced. */
    public CatalogBuilder placeholder(String key, PlaceholderResolver resolver) {
        putOnce(placeholders, "placeholder", key.startsWith("$") ? key.substring(1) : key, resolver);
        return this;
    }

    /** What locations may give; any rule that allows is enough. The first call takes the place of {@link AllowRule#standard()}. */
    public CatalogBuilder allow(AllowRule rule) {
        rulesSet = true;
        return allowAlso(rule);
    }

    /** A rule that leaves the standard ones in place. */
    CatalogBuilder allowAlso(AllowRule rule) {
        allowRules.add(Objects.requireNonNull(rule));
        return this;
    }

    /** No rules at all were configured to allow nothing. */
    CatalogBuilder allowNothing() {
        rulesSet = true;
        return this;
    }

    /** One more kind. */
    public CatalogBuilder kind(Kind<?> kind) {
        kinds.add(Objects.requireNonNull(kind));
        return this;
    }

    /** Kinds in place of {@link Kinds#standard()}. */
    public CatalogBuilder kinds(KindSet set) {
        this.kindSet = Objects.requireNonNull(set);
        return this;
    }

    /** A policy after the {@linkplain EntityPolicies#standard() standard ones}. */
    public CatalogBuilder policy(EntityPolicy policy) {
        policies.add(Objects.requireNonNull(policy));
        return this;
    }

    /** Reads files and URLs; by default what the configuration allows, and the files of this machine. */
    public CatalogBuilder urlReader(UrlReader reader) {
        this.urlReader = Objects.requireNonNull(reader);
        return this;
    }

    /** The hosts of source code; by default those of the configuration. */
    public CatalogBuilder integrations(Integrations hosts) {
        this.integrations = Objects.requireNonNull(hosts);
        return this;
    }

    /** Where work is done beside the thread that waits for it; by default threads of the catalog's own, one for each processor. */
    public CatalogBuilder executor(Executor workers) {
        this.executor = Objects.requireNonNull(workers);
        return this;
    }

    /**
     * How many URLs are read at a time, each by a thread of its own that waits for it, while all other work goes on; by default 32.
     *
     * @param most at most 1,000; 0 to let the {@linkplain #executor workers} wait for them as for files, where order matters more than time
     */
    public CatalogBuilder concurrentUrls(int most) {
        if (most < 0 || most > MOST_URLS) {
            mistakes.add("URLs read at a time must be 0 to " + MOST_URLS + ", not " + most);
        }
        this.concurrentUrls = most;
        return this;
    }

    /** The time of changes and orphans; by default the system's. */
    public CatalogBuilder clock(Clock time) {
        this.clock = Objects.requireNonNull(time);
        return this;
    }

    /** From where relative files of {@link #location} are meant; by default the directory that the process was started in. */
    public CatalogBuilder baseDirectory(Path directory) {
        this.baseDirectory = Objects.requireNonNull(directory);
        return this;
    }

    /** What becomes of orphans; by default they are deleted. */
    public CatalogBuilder orphans(OrphanStrategy strategy) {
        this.orphans = Objects.requireNonNull(strategy);
        return this;
    }

    /** Whether locations can be registered; by default they can. */
    public CatalogBuilder readOnly(boolean value) {
        this.readOnly = value;
        return this;
    }

    /** Once {@linkplain Catalog#start() started}, reads the sources again in this interval; by default never. */
    public CatalogBuilder refreshEvery(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            mistakes.add("the refresh interval must be more than zero, not " + interval);
        }
        this.refreshInterval = interval;
        return this;
    }

    /** What {@link Catalog#findings()} looks for in the catalog as a whole; by default references that lead nowhere or to a wrong kind, and circles. */
    public CatalogBuilder checks(CatalogChecks wholeCatalog) {
        this.checks = Objects.requireNonNull(wholeCatalog);
        return this;
    }

    /** Is told what happens; by default nobody is. */
    public CatalogBuilder listener(CatalogListener events) {
        this.listener = Objects.requireNonNull(events);
        return this;
    }

    /**
     * The catalog, its providers connected; nothing is read yet.
     *
     * @throws CatalogException naming every mistake in the wiring
     */
    public Catalog build() {
        return new Catalog(new CatalogWiring(this).settings());
    }

    BaseDirectory base() {
        return new BaseDirectory(baseDirectory);
    }

    private <T> void putOnce(Map<String, T> map, String what, String name, T value) {
        if (name.isBlank()) {
            mistakes.add("a " + what + " has no name");
        } else if (map.putIfAbsent(name, Objects.requireNonNull(value)) != null) {
            mistakes.add("two " + what + "s are named \"" + name + "\"");
        }
    }
}
