package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.ChangeHistory;
import java.time.Instant;

/** What every {@link ChangeHistory} refuses, in the same words; for implementations. */
public final class ChangeHistories {
    private ChangeHistories() {}

    /** To be thrown by a store that keeps no history. */
    public static CatalogException notKept() {
        return new CatalogException(
                "This catalog keeps no history: say for how long it is to keep one, by CatalogBuilder.history(...)");
    }

    /** To be thrown by a store that does not know what to restore. */
    public static CatalogException noRemoval(long id) {
        return new CatalogException("There is no removal " + id
                + " that could be undone: none is kept by this id, or the history is no longer that long");
    }

    /** @throws CatalogException if a history does not reach back to a version, or the version is still to come */
    public static void check(ChangeHistory.Reach reach, long version, long current) {
        if (version < reach.version()) {
            throw new CatalogException("The history reaches back to version " + reach.version() + ", of "
                    + reach.since() + ", and version " + version + " is further back than that");
        }
        if (version > current) {
            throw new CatalogException("There is no version " + version + " yet: the catalog is at version " + current);
        }
    }

    /** @throws CatalogException if a history does not reach back to a time */
    public static void check(ChangeHistory.Reach reach, Instant time) {
        if (time.isBefore(reach.since())) {
            throw new CatalogException(
                    "The history reaches back to " + reach.since() + ", and " + time + " is further back than that");
        }
    }

    /** @throws IllegalArgumentException if a limit is below 1 */
    public static void check(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be at least 1, not " + limit);
        }
    }
}
