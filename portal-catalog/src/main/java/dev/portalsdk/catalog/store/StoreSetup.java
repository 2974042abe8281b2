package dev.portalsdk.catalog.store;

import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.kind.Kinds;
import java.time.Duration;
import java.util.List;

/**
 * What a node tells its store before anything else.
 *
 * @param providers their names: the order decides conflicts
 * @param evictOthers whether what other providers gave in former times goes; otherwise it stays as it is
 * @param processing names the processors, policies, kinds and rules in use, so that entities are processed again when they were last processed by
 *     others
 * @param lease how long a node may take for a piece of work before others get it
 * @param history how long to keep what was; of several nodes the last to come decides
 * @param kinds what entities are that are read back
 */
public record StoreSetup(
        List<String> providers,
        boolean evictOthers,
        String processing,
        Duration lease,
        ChangeHistory.Retention history,
        KindSet kinds) {

    /** Copies the list. @throws IllegalArgumentException if the lease is not longer than zero */
    public StoreSetup {
        providers = List.copyOf(providers);
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease must be longer than zero, not " + lease);
        }
    }

    /** Of the standard kinds. */
    public StoreSetup(
            List<String> providers,
            boolean evictOthers,
            String processing,
            Duration lease,
            ChangeHistory.Retention history) {
        this(providers, evictOthers, processing, lease, history, Kinds.standard());
    }

    /** Of the standard kinds, without a history. */
    public StoreSetup(List<String> providers, boolean evictOthers, String processing, Duration lease) {
        this(providers, evictOthers, processing, lease, ChangeHistory.Retention.off());
    }
}
