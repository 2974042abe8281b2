package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/**
 * Facts about entities, and the work that follows from them. Each method is one transaction. For any number of threads.
 *
 * <p>The store decides who holds a ref, what is live and what must be looked at again; it is told what a look gave.
 */
public interface CatalogStore {

    /** Changes a provider's bucket. Entities that nothing live gives any more are gone at once. */
    void apply(Giver.Bucket bucket, Mutation mutation);

    /**
     * Makes sources due again.
     *
     * @param ref those that led to this entity, and the entity itself; empty for all sources and all entities that read files of their own
     */
    void refresh(Optional<EntityRef> ref);

    /**
     * Hands out work: reading before processing, the longest waiting first.
     *
     * @param limit at least 1
     * @return none if nothing is due
     */
    List<Claim> claimDue(int limit);

    /** Takes results, each for itself, in this order. */
    List<CommitResult> commit(List<? extends Outcome> outcomes);

    /**
     * Hands out entities whose facts have changed since they were last published.
     *
     * @param limit at least 1
     * @return none if all are published
     */
    List<StitchClaim> claimStitchable(int limit);

    /** Makes results visible, each for itself, in this order, and appends what differs to the change feed. */
    List<CommitResult> publish(List<Stitched> results);
}
