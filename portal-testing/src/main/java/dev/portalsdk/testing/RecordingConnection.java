package dev.portalsdk.testing;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.MutationReceipt;
import dev.portalsdk.catalog.Receipt;
import dev.portalsdk.catalog.run.ProviderMemory;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A provider that passes everything on, and remembers what the real one said. */
final class RecordingConnection implements EntityProvider {
    private final EntityProvider provider;
    private final List<MutationAssert> mutations = new CopyOnWriteArrayList<>();
    private final List<LocationRef> refreshed = new CopyOnWriteArrayList<>();

    RecordingConnection(EntityProvider provider) {
        this.provider = provider;
    }

    List<MutationAssert> mutations() {
        return List.copyOf(mutations);
    }

    List<LocationRef> refreshed() {
        return List.copyOf(refreshed);
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public void connect(EntityProviderConnection catalog) {
        provider.connect(new Connection(catalog));
    }

    @Override
    public RemovalGuard removalGuard() {
        return provider.removalGuard();
    }

    @Override
    public void close() {
        provider.close();
    }

    private final class Connection implements EntityProviderConnection {
        private final EntityProviderConnection catalog;

        Connection(EntityProviderConnection catalog) {
            this.catalog = catalog;
        }

        @Override
        public MutationReceipt apply(Mutation mutation) {
            MutationReceipt receipt = catalog.apply(mutation);
            mutations.add(new MutationAssert(mutation, receipt.result()));
            return receipt;
        }

        @Override
        public Receipt refresh(Collection<LocationRef> locations) {
            Receipt receipt = catalog.refresh(locations);
            refreshed.addAll(locations);
            return receipt;
        }

        @Override
        public Receipt refreshWhere(Predicate<LocationRef> changed) {
            return catalog.refreshWhere(location -> {
                boolean asked = changed.test(location);
                if (asked) {
                    refreshed.add(location);
                }
                return asked;
            });
        }

        @Override
        public ProviderMemory memory() {
            return catalog.memory();
        }

        @Override
        public Schedules schedules() {
            return catalog.schedules();
        }
    }
}
