package dev.portalsdk.catalog.store;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Facts about entities, and the work that follows from them. Each method is one transaction: it happens as a whole or, if it throws, not at all. For
 * any number of threads, and, if the store is shared, of nodes.
 *
 * <p>The store decides who holds a ref, what is live and what must be looked at again; it is told what a look gave. Work is handed out under a lease:
 * what is not answered in time is handed out anew, and the late answer is {@link CommitResult#SUPERSEDED}.
 *
 * <p>Each change from outside has a number, its <em>cause</em>. The work that follows from it is done on its account, and so is what follows from that,
 * so that {@link #isSettled} can tell when all is visible that it stands for, whatever else is under way.
 */
public interface CatalogStore {

    /**
     * Makes the store known to a node, and the node's providers and processors to the store. Called once by each node, before all else.
     *
     * @return how many entities went because nobody provides them any more
     */
    int open(StoreSetup setup);

    /**
     * Changes a provider's bucket. Entities that nothing live gives any more are gone at once, unless the guard holds that back.
     *
     * @throws CatalogException if the store was not opened with such a provider
     */
    MutationResult apply(String provider, Mutation mutation, RemovalGuard guard);

    /**
     * Takes away what was held back.
     *
     * @return how many entities that were, as removed; 0 if none
     * @throws CatalogException if the store was not opened with such a provider
     */
    MutationResult releaseHeld(String provider);

    /**
     * Makes a provider give again what it took away, but for what it gives anew since then: as if the guard had held that removal back. So it stays until it
     * is released or given again, or, if the provider's mutations are not guarded, until the next one that says all.
     *
     * @param removal its {@linkplain ChangeHistory.Removal#id() id}
     * @return with what is held back now
     * @throws CatalogException if the {@link #history()} does not hold such a removal, or its provider is not there any more
     */
    MutationResult restore(long removal);

    /**
     * Makes sources and entities due again.
     *
     * @return the cause
     */
    long refresh(Refresh what);

    /**
     * Forgets an entity at once, and what only it gives becomes an orphan. It comes back when it is given again: by a provider's next mutation, or by
     * the next look at the source that it stands in.
     *
     * @return the cause; empty if there was no such entity
     */
    OptionalLong remove(EntityRef ref);

    /**
     * Deletes orphans, and what only they gave.
     *
     * @param since only those that have been orphans since this time or longer
     * @return how many
     */
    int deleteOrphans(Instant since);

    /** As {@link #claimDue(int, int)}, whatever it is. */
    default List<Claim> claimDue(int limit) {
        return claimDue(limit, limit);
    }

    /**
     * Hands out work: reading before processing, of either the longest waiting first, and sources of type {@code url} after all others.
     *
     * @param limit at least 1
     * @param urls how many sources of type {@code url} may be among it, as those wait for other machines; 0 or more
     * @return none if nothing is due
     */
    List<Claim> claimDue(int limit, int urls);

    /** Takes work back that will not be done, so that others need not wait until its leases end. What no longer counts is ignored. */
    void release(List<? extends Claim> claims);

    /** Takes results, each for itself, in this order. */
    List<CommitResult> commit(List<? extends Outcome> outcomes);

    /** As {@link #claimStitchable(int, boolean)}, early. */
    default List<StitchClaim> claimStitchable(int limit) {
        return claimStitchable(limit, true);
    }

    /**
     * Hands out entities whose facts have changed since they were last published.
     *
     * <p>As long as there is something to read or process for a change from outside, what follows from it may be different soon: a ref may be given from
     * a better place, what is gone from one file may stand in the next one.
     *
     * @param limit at least 1
     * @param early whether such entities are handed out too; but never those that are gone or orphans
     * @return none if all are published, or wait for others
     */
    List<StitchClaim> claimStitchable(int limit, boolean early);

    /** Makes results visible, each for itself, in this order, and appends what differs to the change feed. */
    List<CommitResult> publish(List<StitchClaim.Stitched> results);

    /**
     * Calls an action after each transaction that may have made work or changed what is visible, also one of another node.
     *
     * @param wake is called by any thread, and must return at once
     * @return ends that when it is closed
     */
    Registration listen(Runnable wake);

    /**
     * Whether all is visible that follows from a change.
     *
     * @param cause as {@link #apply}, {@link #releaseHeld}, {@link #refresh} or {@link #remove} gave it
     */
    boolean isSettled(long cause);

    /** How much there is to do. */
    Backlog backlog();

    /** What is known beside what is visible. */
    CatalogFacts facts();

    /** What is visible, and every change of it. */
    ChangeFeed feed();

    /** What was visible, and what providers took away, if {@link StoreSetup#history()} says that it is to be kept. */
    ChangeHistory history();

    /** Tasks that the nodes share, of which each is run by one at a time. */
    Schedules schedules();

    /** What providers keep from one run to the next. */
    ProviderState providerState();

    /** What is taken over from another store as it is. */
    StoreIntake intake();

    /** What became of one result that was handed to the store. */
    enum CommitResult {
        /** It counts. */
        APPLIED,
        /** Something newer came in between: it does not count, and there is or was newer work. Normal. */
        SUPERSEDED
    }

    /** That somebody listens. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        /** No more calls begin. */
        @Override
        void close();
    }

    /**
     * What there is to do.
     *
     * @param due sources to read and entities to process
     * @param stitchable entities to stitch
     * @param claimed pieces of either that were handed out and not answered yet
     * @param nextLease when the first of those is handed out anew
     */
    record Backlog(int due, int stitchable, int claimed, Optional<Instant> nextLease) {

        /** Whether all that was given is visible. */
        public boolean isEmpty() {
            return due == 0 && stitchable == 0 && claimed == 0;
        }
    }
}
