package dev.portalsdk.catalog.transfer;

/**
 * What a transfer did.
 *
 * @param content what both stores hold
 * @param version of the source's change feed that the target is equal to
 * @param rounds how often both were compared; more than one where the source changed meanwhile, where refs are contested, and for orphans
 * @param changes how many changes of the history this call copied; 0 if the source keeps none
 */
public record TransferReport(StoreDigest content, long version, int rounds, long changes) {}
