package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StoreIntake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Reads a history from its beginning, a page at a time; for implementations of {@link StoreIntake}. */
public final class HistoryPages {
    /** How many are read at once. */
    public static final int SIZE = 250;

    private HistoryPages() {}

    /** Each change that is kept, the oldest first. @return the version of the last, or that from which on the history is kept */
    public static long forEachChange(ChangeHistory of, long reach, Consumer<List<ChangeHistory.Past>> page) {
        long version = reach;
        for (List<ChangeHistory.Past> next = of.after(version, SIZE); !next.isEmpty(); next = of.after(version, SIZE)) {
            page.accept(next);
            version = next.get(next.size() - 1).change().version();
        }
        return version;
    }

    /** All removals that are kept, the oldest first. */
    public static List<ChangeHistory.Removal> removals(ChangeHistory of) {
        List<ChangeHistory.Removal> all = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (List<ChangeHistory.Removal> next = of.removals(before, SIZE);
                !next.isEmpty();
                next = of.removals(before, SIZE)) {
            all.addAll(next);
            before = next.get(next.size() - 1).id();
        }
        Collections.reverse(all);
        return all;
    }
}
