package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.QueryEngine;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.check.CatalogChecks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a catalog was built with, beside the parts that process entities; checked and complete. */
record CatalogSettings(
        CatalogParts parts,
        CatalogStore store,
        QueryEngine queries,
        List<EntityProvider> providers,
        Map<String, RemovalGuard> guards,
        Resources resources,
        Registrations registrations,
        boolean evictProviders,
        ChangeHistory.Retention history,
        CatalogChecks checks,
        Optional<Duration> refreshInterval,
        Runnable onClose) {

    /** What may be registered while the catalog is running. */
    record Registrations(boolean readOnly, OnConflict onConflict, Set<String> types, BaseDirectory base) {}

    /** All, those of the catalog itself last. */
    List<EntityProvider> providers(EntityProvider own) {
        List<EntityProvider> all = new ArrayList<>(providers);
        all.add(own);
        return all;
    }

    RemovalGuard guard(EntityProvider provider) {
        return guards.getOrDefault(provider.name(), provider.removalGuard());
    }

    StoreSetup setup(List<String> providerNames) {
        return new StoreSetup(
                providerNames,
                evictProviders,
                parts.fingerprint(),
                resources.lease(),
                history,
                parts.validator().kinds());
    }
}
