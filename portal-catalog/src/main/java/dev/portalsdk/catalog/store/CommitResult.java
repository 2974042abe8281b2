package dev.portalsdk.catalog.store;

/** What became of one result that was handed to the store. */
public enum CommitResult {
    /** It counts. */
    APPLIED,
    /** Something newer came in between: it does not count, and there is or was newer work. Normal. */
    SUPERSEDED
}
