package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.MutationResult;

/** A receipt for a mutation, which tells at once what it did to the provider's bucket. */
public interface MutationReceipt extends Receipt {

    /** How much was given, taken away and held back. */
    MutationResult result();
}
