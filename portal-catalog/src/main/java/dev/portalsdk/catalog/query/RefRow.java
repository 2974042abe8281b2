package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;

/**
 * A ref that the catalog knows, and the number that stands for it in every set of the index. Never changes while anything is known of the ref.
 *
 * @param row from 0; may be another ref's when nothing is known of this one any more
 * @param hash the ref's: who looks for a ref has not to look at the texts of its neighbours, which lie all over the memory
 */
record RefRow(int row, EntityRef ref, int hash) {
    RefRow(int row, EntityRef ref) {
        this(row, ref, ref.hashCode());
    }

    boolean isOf(EntityRef other, int itsHash) {
        return hash == itsHash && ref.equals(other);
    }
}
