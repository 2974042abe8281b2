package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;

/**
 * A ref that the catalog knows, and the number that stands for it in every set of the index. Never changes while anything is known of the ref.
 *
 * @param row from 0; may be another ref's when nothing is known of this one any more
 */
record RefRow(int row, EntityRef ref) {}
