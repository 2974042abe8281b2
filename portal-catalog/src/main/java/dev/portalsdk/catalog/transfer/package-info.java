/**
 * Takes all that one store of a catalog keeps over into another, whatever either keeps it in, and proves that both hold the same.
 *
 * <p>{@link dev.portalsdk.catalog.transfer.StoreTransfer} tells the target what the source was told, through the methods that nodes use, so that no rule
 * of the target is passed by.
 */
@NullMarked
package dev.portalsdk.catalog.transfer;

import org.jspecify.annotations.NullMarked;
