package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityPolicies;
import dev.portalsdk.model.EntityPolicy;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what a builder has collected, and finds all that does not fit. */
final class CatalogWiring {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogWiring.class);
    private static final Set<String> READABLE = Set.of("file", "url");

    private final CatalogBuilder from;
    private final List<String> mistakes;

    CatalogWiring(CatalogBuilder from) {
        this.from = from;
        this.mistakes = new ArrayList<>(from.mistakes);
    }

    /** @throws CatalogException naming every mistake */
    CatalogSettings settings() {
        List<EntityProvider> providers = providers();
        KindSet kinds = kinds();
        checkRegistrations();
        @Nullable
        Integrations hosts =
                configured(() -> Optional.ofNullable(from.integrations).orElseGet(() -> Integrations.of(from.config)));
        @Nullable
        UrlReader reader = hosts == null
                ? null
                : configured(
                        () -> Optional.ofNullable(from.urlReader).orElseGet(() -> UrlReaders.from(from.config, hosts)));
        if (hosts == null || reader == null || !mistakes.isEmpty()) {
            throw new CatalogException(
                    "The catalog cannot be built:\n- " + String.join("\n- ", new LinkedHashSet<>(mistakes)));
        }
        return settings(parts(kinds, hosts, reader), providers);
    }

    private CatalogSettings settings(CatalogParts parts, List<EntityProvider> providers) {
        int width = Runtime.getRuntime().availableProcessors();
        Optional<ExecutorService> owned = from.executor == null
                ? Optional.of(Executors.newFixedThreadPool(width, work -> thread(work, "portal-catalog-worker")))
                : Optional.empty();
        Workers workers = new Workers(from.executor == null ? owned.orElseThrow() : from.executor, width);
        ExecutorService waiting = waitingThreads(from.concurrentUrls);
        return new CatalogSettings(
                parts,
                from.store == null ? new InMemoryCatalogStore(from.clock) : from.store,
                from.queries,
                providers,
                Map.copyOf(from.guards),
                new Resources(workers, waiting, from.concurrentUrls, from.clock, from.lease),
                new CatalogSettings.Registrations(
                        from.readOnly, from.onConflict, Set.copyOf(from.registeredTypes), from.base()),
                from.evictProviders,
                from.history,
                from.checks,
                Optional.ofNullable(from.refreshInterval),
                () -> {
                    waiting.shutdown();
                    owned.ifPresent(ExecutorService::shutdown);
                });
    }

    /** They come when they are needed, and go when they are not. */
    private static ExecutorService waitingThreads(int most) {
        int width = Math.max(1, most);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                width,
                width,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> thread(work, "portal-catalog-url"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private CatalogParts parts(KindSet kinds, Integrations hosts, UrlReader reader) {
        List<EntityPolicy> policies = new ArrayList<>(EntityPolicies.standard());
        policies.addAll(from.policies);
        List<AllowRule> rules = new ArrayList<>(from.allowRules);
        if (!from.rulesSet) {
            rules.add(AllowRule.standard());
        }
        Map<String, CatalogProcessor> processors = new LinkedHashMap<>(from.processors);
        disable(from.disabledProcessors, processors.keySet(), "catalog.processorOptions");
        return new CatalogParts(
                reader,
                hosts,
                EntityValidator.of(kinds).withPolicies(policies),
                rules,
                processors,
                from.rules,
                from.placeholders,
                from.orphans,
                from.listener);
    }

    private static void disable(Set<String> disabled, Set<String> names, String option) {
        for (String name : disabled) {
            if (!names.remove(name)) {
                LOG.warn("{}.{}.disabled names nothing in this catalog, and has no effect", option, name);
            }
        }
    }

    private List<EntityProvider> providers() {
        List<EntityProvider> all = new ArrayList<>();
        if (!from.configured.isEmpty()) {
            all.add(new ConfiguredLocations(from.configured));
        }
        all.addAll(from.providers);
        Map<String, EntityProvider> byName = new LinkedHashMap<>();
        for (EntityProvider provider : all) {
            addProvider(provider, byName);
        }
        for (String name : from.guards.keySet()) {
            if (!byName.containsKey(name) && !name.equals(LocationRegistry.NAME)) {
                mistakes.add("there is no provider \"" + name + "\" to guard the removals of");
            }
        }
        disable(from.disabledProviders, byName.keySet(), "catalog.providerOptions");
        return List.copyOf(byName.values());
    }

    private void addProvider(EntityProvider provider, Map<String, EntityProvider> byName) {
        @Nullable String name = provider.name(); // a host's code may return null all the same
        if (name == null || name.isBlank()) {
            mistakes.add("the provider " + provider.getClass().getName() + " has no name");
        } else if (name.equals(LocationRegistry.NAME)) {
            mistakes.add("a provider is named \"" + name + "\", which is the catalog's own");
        } else if (byName.putIfAbsent(name, provider) != null) {
            mistakes.add("two providers are named \"" + name + "\"");
        }
    }

    private KindSet kinds() {
        KindSet known = from.kindSet;
        for (Kind<?> kind : from.kinds) {
            try {
                known = known.plus(kind);
            } catch (IllegalArgumentException e) {
                mistakes.add(String.valueOf(e.getMessage()));
            }
        }
        return known;
    }

    private void checkRegistrations() {
        Set<String> unreadable = new TreeSet<>(from.registeredTypes);
        unreadable.removeAll(READABLE);
        unreadable.forEach(type -> mistakes.add(
                "locations of type \"" + type + "\" cannot be read, and so not registered; only file and url"));
    }

    /** What a configuration says wrongly is a mistake like others. */
    private <T> @Nullable T configured(Supplier<T> part) {
        try {
            return part.get();
        } catch (ConfigException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
