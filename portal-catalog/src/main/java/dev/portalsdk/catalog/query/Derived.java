package dev.portalsdk.catalog.query;

import java.util.List;

/** An index that follows from a snapshot's entities: made when first asked for, then kept up by changes. Immutable. */
interface Derived {

    /** The same of the next snapshot. */
    Derived after(Step step);

    /**
     * From one snapshot to the next.
     *
     * @param changes at most one for each row
     */
    record Step(IndexSnapshot before, IndexSnapshot after, List<RowChange> changes) {}
}
