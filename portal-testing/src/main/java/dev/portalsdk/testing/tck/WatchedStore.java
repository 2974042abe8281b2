package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** A store of which each change can be preceded, followed or prevented by something else. */
final class WatchedStore implements CatalogStore {
    private final CatalogStore delegate;
    private Watch watch = Watch.NONE;

    /** What happens around a call. */
    interface Watch {
        Watch NONE = new Watch() {};

        /** May throw: then nothing is done. */
        default void before() {}

        /** May throw: then it is done, and the caller does not know. */
        default void after() {}

        /** How much work may be handed out in one call; 0 for none. */
        default int limit() {
            return Integer.MAX_VALUE;
        }
    }

    WatchedStore(CatalogStore delegate) {
        this.delegate = delegate;
    }

    void watch(Watch by) {
        this.watch = by;
    }

    private <T> T watched(Supplier<T> call) {
        Watch by = watch;
        by.before();
        T result = call.get();
        by.after();
        return result;
    }

    @Override
    public int open(StoreSetup setup) {
        return watched(() -> delegate.open(setup));
    }

    @Override
    public MutationResult apply(String provider, Mutation mutation, RemovalGuard guard) {
        return watched(() -> delegate.apply(provider, mutation, guard));
    }

    @Override
    public MutationResult releaseHeld(String provider) {
        return watched(() -> delegate.releaseHeld(provider));
    }

    @Override
    public MutationResult restore(long removal) {
        return watched(() -> delegate.restore(removal));
    }

    @Override
    public long refresh(Refresh what) {
        return watched(() -> delegate.refresh(what));
    }

    @Override
    public OptionalLong remove(EntityRef ref) {
        return watched(() -> delegate.remove(ref));
    }

    @Override
    public int deleteOrphans(Instant since) {
        return watched(() -> delegate.deleteOrphans(since));
    }

    @Override
    public List<Claim> claimDue(int limit, int urls) {
        int most = Math.min(limit, watch.limit());
        return most == 0 ? List.of() : watched(() -> delegate.claimDue(most, urls));
    }

    @Override
    public void release(List<? extends Claim> claims) {
        delegate.release(claims);
    }

    @Override
    public List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return watched(() -> delegate.commit(outcomes));
    }

    @Override
    public List<StitchClaim> claimStitchable(int limit, boolean early) {
        int most = Math.min(limit, watch.limit());
        return most == 0 ? List.of() : watched(() -> delegate.claimStitchable(most, early));
    }

    @Override
    public List<CommitResult> publish(List<Stitched> results) {
        return watched(() -> delegate.publish(results));
    }

    @Override
    public Registration listen(Runnable wake) {
        return delegate.listen(wake);
    }

    @Override
    public boolean isSettled(long cause) {
        return delegate.isSettled(cause);
    }

    @Override
    public Backlog backlog() {
        return delegate.backlog();
    }

    @Override
    public CatalogFacts facts() {
        return delegate.facts();
    }

    @Override
    public ChangeFeed feed() {
        return delegate.feed();
    }

    @Override
    public ChangeHistory history() {
        return delegate.history();
    }

    @Override
    public Schedules schedules() {
        return delegate.schedules();
    }

    @Override
    public ProviderState providerState() {
        return delegate.providerState();
    }

    @Override
    public StoreIntake intake() {
        return new StoreIntake() {
            @Override
            public void hold(Collection<Holder> holders) {
                watched(() -> {
                    delegate.intake().hold(holders);
                    return true;
                });
            }

            @Override
            public void history(ChangeHistory other) {
                watched(() -> {
                    delegate.intake().history(other);
                    return true;
                });
            }
        };
    }
}
