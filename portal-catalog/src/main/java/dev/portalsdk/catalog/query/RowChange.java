package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import org.jspecify.annotations.Nullable;

/**
 * What a batch did to one row. Relations of others to it are no part of it.
 *
 * @param before null if the row was nobody's
 * @param after null if the row is nobody's any more
 */
record RowChange(
        int row, @Nullable StitchedEntity before, @Nullable StitchedEntity after) {}
