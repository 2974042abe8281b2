package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import org.jspecify.annotations.Nullable;

/**
 * Where an entity stands in an order.
 *
 * @param values for each field, in lower case; null if there is none
 * @param row of the entity; -1 for a place where there need not be one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared by equals
record SortKey(@Nullable String[] values, EntityRef ref, int row) {}
