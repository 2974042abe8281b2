package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.MutationReceipt;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives what a very large source lists, page by page, without ever holding all of it.
 *
 * <p>Where it is in the listing is kept in the catalog's store: another run, on whatever node, goes on there, also after a crash. A page is visible as
 * soon as it is given; what no page of a listing names goes at its end, unless that is too much at once ({@link #removalGuard}). Runs are shared by all
 * nodes, one at a time. Safe for use by many threads.
 *
 * <pre>{@code
 * Catalog.builder().provider(new IncrementalProvider("cmdb", source, IncrementalPace.resting(Duration.ofHours(6))))
 * }</pre>
 */
public final class IncrementalProvider implements EntityProvider {
    /** A burst ends by itself; one that hangs in a page is broken off. */
    private static final Duration LONGEST_PAGE = Duration.ofMinutes(15);

    private static final Duration LEASE = Duration.ofMinutes(1);

    private final String name;
    private final IncrementalPace pace;
    private final RemovalGuard guard;
    private final ScheduledRuns runs;
    private volatile @Nullable EntityProviderConnection connection;

    /**
     * A provider that holds back removals of more than half.
     *
     * @param name of the provider and its bucket
     */
    public IncrementalProvider(String name, IncrementalSource source, IncrementalPace pace) {
        this(name, source, pace, RemovalGuard.standard());
    }

    /**
     * A provider.
     *
     * @param name of the provider and its bucket
     * @param guard of what the end of a listing may take away
     */
    public IncrementalProvider(String name, IncrementalSource source, IncrementalPace pace, RemovalGuard guard) {
        this.name = Objects.requireNonNull(name);
        this.pace = Objects.requireNonNull(pace);
        this.guard = Objects.requireNonNull(guard);
        IncrementalBursts bursts = new IncrementalBursts(name, Objects.requireNonNull(source), pace);
        this.runs = new ScheduledRuns(name, LEASE, () -> bursts.run(connected()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RemovalGuard removalGuard() {
        return guard;
    }

    @Override
    public void connect(EntityProviderConnection catalog) {
        connection = catalog;
        runs.start(
                catalog.schedules(),
                Optional.of(new DiscoverySchedule(pace.rest(), pace.burst().plus(LONGEST_PAGE), Duration.ZERO)));
    }

    /**
     * Does a burst now, due or not, and returns when that is done; after one that is under way, on whatever node.
     *
     * @throws IOException if the source fails; what was given before stays
     * @throws dev.portalsdk.catalog.store.CatalogException if no catalog was built with this provider yet
     */
    public void refresh() throws IOException {
        runs.now();
    }

    /**
     * Gives what is known to have changed meanwhile, from an event for instance; a listing that is under way leaves it.
     *
     * @throws dev.portalsdk.catalog.store.CatalogException if no catalog was built with this provider yet
     */
    public MutationReceipt apply(Mutation.Delta change) {
        return connected().apply(change);
    }

    /** What was wrong with the last burst on this node, if anything. */
    public Optional<Exception> lastFailure() {
        return runs.lastFailure();
    }

    private EntityProviderConnection connected() {
        EntityProviderConnection catalog = connection;
        if (catalog == null) {
            throw ScheduledRuns.notConnected(name);
        }
        return catalog;
    }

    @Override
    public void close() {
        runs.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
