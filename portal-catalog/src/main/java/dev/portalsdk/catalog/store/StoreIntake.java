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
     * A claim that holds its ref.
     *
     * @param location where its document was read
     * @param documentIndex the document in that file
     */
    record Holder(EntityRef ref, LocationRef location, int documentIndex) {}
}
