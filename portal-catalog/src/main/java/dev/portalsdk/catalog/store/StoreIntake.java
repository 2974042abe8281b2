package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;

/**
 * What a store takes over from another as that knows it, because it came about by what happened and not by what is given: whoever is told the same today may
 * decide otherwise. For {@code StoreTransfer}, on a store that no catalog is open on. Each method is one transaction.
 */
public interface StoreIntake {

    /**
     * Makes claims hold their refs, until the rules decide about those anew. No work follows from it: what came of the claims that hold is told as it is. Ignored are
     * claims that nobody makes, or nobody live.
     */
    void hold(Collection<Holder> holders);

    /**
     * Takes over the history of another store that is at rest, in place of the own change feed: each version is what it was there, at the same time. Where
     * what is visible here differs from the last of them, changes of now follow. Removals get ids of their own, in the same order. All of it is kept until a catalog opens the store and says for
     * how long. What was visible at the oldest version is held in memory. Nothing happens if the other keeps none.
     */
    void history(ChangeHistory other);

    /**
     * A claim that holds its ref.
     *
     * @param location where its document was read
     * @param documentIndex the document in that file
     */
    record Holder(EntityRef ref, LocationRef location, int documentIndex) {}
}
