package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.InMemoryCatalogStore;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityPolicies;
import dev.portalsdk.model.EntityPolicy;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.check.CheckRule;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Collects what a catalog is made of; for one thread, and for one catalog. */
public final class CatalogBuilder {
    private final List<EntityProvider> providers = new ArrayList<>();
    private final List<ProvidedEntity> configured = new ArrayList<>();
    private final Map<String, CatalogProcessor> processors = new LinkedHashMap<>();
    private final Map<String, EntityRule> rules = new LinkedHashMap<>();
    private final Map<String, PlaceholderResolver> placeholders = new LinkedHashMap<>();
    private final List<AllowRule> allowRules = new ArrayList<>();
    private final List<EntityPolicy> policies = new ArrayList<>();
    private final List<Kind<?>> kinds = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private KindSet kindSet = Kinds.standard();
    private OrphanStrategy orphans = OrphanStrategy.delete();
    private CatalogListener listener = CatalogListener.none();
    private Clock clock = Clock.systemUTC();
    private Path baseDirectory = Path.of("");
    private Config config = Config.empty();
    private CatalogChecks checks = referencesOnly();
    private final Map<String, RemovalGuard> guards = new LinkedHashMap<>();
    private boolean readOnly;
    private OnConflict onConflict = OnConflict.REJECT;
    private boolean evictProviders = true;
    private Duration lease = Duration.ofMinutes(1);
    private @Nullable CatalogStore store;
    private boolean rulesSet;
    private @Nullable UrlReader urlReader;
    private @Nullable Integrations integrations;
    private @Nullable Executor executor;
    private @Nullable Duration refreshInterval;

    CatalogBuilder() {}

    /** What the parts of a catalog need beside {@link CatalogParts}. */
    record Settings(
            CatalogParts parts,
            CatalogStore store,
            List<EntityProvider> providers,
            Map<String, RemovalGuard> guards,
            Workers workers,
            Clock clock,
            boolean readOnly,
            OnConflict onConflict,
            boolean evictProviders,
            Duration lease,
            CatalogChecks checks,
            Optional<Duration> refreshInterval,
            Runnable onClose) {

        /** All, those of the catalog itself last. */
        List<EntityProvider> providers(EntityProvider own) {
            List<EntityProvider> all = new ArrayList<>(providers);
            all.add(own);
            return all;
        }

        RemovalGuard guard(EntityProvider provider) {
            return guards.getOrDefault(provider.name(), provider.removalGuard());
        }
    }

    /**
     * What {@code app-config.yaml} says: {@code catalog.rules}, {@code catalog.locations}, {@code catalog.orphanStrategy}, {@code catalog.readonly},
     * {@code catalog.processingInterval}, and, unless set here, readers and integrations.
     *
     * @throws dev.portalsdk.config.ConfigException if a value cannot be used
     */
    public CatalogBuilder config(Config appConfig) {
        this.config = Objects.requireNonNull(appConfig);
        CatalogConfig.read(appConfig, this);
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
     * @param location {@code file:catalog/all.yaml} or {@code url:https://…}; a relative file is meant from the base directory
     * @throws IllegalArgumentException if it is no location
     */
    public CatalogBuilder location(String location) {
        return location(() -> LocationEntities.of(absolute(LocationRef.parse(location))));
    }

    CatalogBuilder location(java.util.function.Supplier<ProvidedEntity> location) {
        configured.add(location.get());
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

    /** What happens when a location is registered twice; by default it is refused. */
    public CatalogBuilder onLocationConflict(OnConflict conflict) {
        this.onConflict = Objects.requireNonNull(conflict);
        return this;
    }

    /** How long a node may take for a piece of work before others get it, where several share a store; by default one minute. */
    public CatalogBuilder lease(Duration time) {
        if (time.isNegative() || time.isZero()) {
            mistakes.add("a lease must be longer than zero, not " + time);
        }
        this.lease = time;
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

    /** In a large catalog what nothing refers to, and tags that are used once, are no news. */
    private static CatalogChecks referencesOnly() {
        return CatalogChecks.builder()
                .off(CheckRule.UNREFERENCED.id())
                .off(CheckRule.UNUSUAL_TAG.id())
                .build();
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
        List<EntityProvider> all = allProviders();
        KindSet known = allKinds();
        if (!mistakes.isEmpty()) {
            throw new CatalogException("The catalog cannot be built:\n- " + String.join("\n- ", mistakes));
        }
        int width = Runtime.getRuntime().availableProcessors();
        Optional<ExecutorService> owned = executor == null
                ? Optional.of(Executors.newFixedThreadPool(width, CatalogBuilder::worker))
                : Optional.empty();
        Workers workers = new Workers(executor == null ? owned.orElseThrow() : executor, width);
        Runnable onClose = () -> owned.ifPresent(ExecutorService::shutdown);
        return new Catalog(new Settings(
                parts(known),
                store == null ? new InMemoryCatalogStore(clock) : store,
                all,
                Map.copyOf(guards),
                workers,
                clock,
                readOnly,
                onConflict,
                evictProviders,
                lease,
                checks,
                Optional.ofNullable(refreshInterval),
                onClose));
    }

    private CatalogParts parts(KindSet known) {
        List<EntityPolicy> allPolicies = new ArrayList<>(EntityPolicies.standard());
        allPolicies.addAll(policies);
        Integrations hosts = integrations == null ? Integrations.of(config) : integrations;
        List<AllowRule> allRules = new ArrayList<>(allowRules);
        if (!rulesSet) {
            allRules.add(AllowRule.standard());
        }
        return new CatalogParts(
                urlReader == null ? UrlReaders.from(config, hosts) : urlReader,
                hosts,
                EntityValidator.of(known).withPolicies(allPolicies),
                allRules,
                processors,
                rules,
                placeholders,
                orphans,
                listener);
    }

    private List<EntityProvider> allProviders() {
        List<EntityProvider> all = new ArrayList<>();
        if (!configured.isEmpty()) {
            all.add(new ConfiguredLocations(configured));
        }
        all.addAll(providers);
        Map<String, EntityProvider> byName = new LinkedHashMap<>();
        byName.put(LocationRegistry.NAME, all.isEmpty() ? new ConfiguredLocations(List.of()) : all.get(0));
        for (EntityProvider provider : all) {
            if (byName.put(provider.name(), provider) != null) {
                mistakes.add("two providers are named \"" + provider.name() + "\"");
            }
        }
        guards.keySet().stream()
                .filter(name -> !byName.containsKey(name))
                .forEach(name -> mistakes.add("there is no provider \"" + name + "\" to guard the removals of"));
        return all;
    }

    private KindSet allKinds() {
        KindSet known = kindSet;
        for (Kind<?> kind : kinds) {
            try {
                known = known.plus(kind);
            } catch (IllegalArgumentException e) {
                mistakes.add(e.getMessage());
            }
        }
        return known;
    }

    private <T> void putOnce(Map<String, T> map, String what, String name, T value) {
        if (map.putIfAbsent(name, Objects.requireNonNull(value)) != null) {
            mistakes.add("two " + what + "s are named \"" + name + "\"");
        }
    }

    LocationRef absolute(LocationRef location) {
        if (!location.type().equals("file")) {
            return location;
        }
        boolean rooted = location.target().startsWith("/") || location.target().matches("[A-Za-z]:[/\\\\].*");
        String base = baseDirectory.toAbsolutePath().normalize().toString();
        return rooted ? location : new LocationRef("file", LocationTargets.normal(base + "/" + location.target()));
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "portal-catalog-worker");
        thread.setDaemon(true);
        return thread;
    }
}
