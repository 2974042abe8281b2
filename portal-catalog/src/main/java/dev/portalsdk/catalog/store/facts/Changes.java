package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One transaction's changes of who gives what, to be settled at its end. Guarded by the store's lock. */
final class Changes {
    /** Whose claims, or whose givers' ranks, have changed. */
    final Set<Node> touched = new LinkedHashSet<>();

    /** Of those whose rank changed, whether they were live before. */
    final Map<Node, Boolean> wasLive = new HashMap<>();

    /** Those that lost a claim, or of which a claim changed its rank. */
    final Set<Node> weakened = new HashSet<>();

    /** What is forgotten, be it given still. */
    @Nullable
    Node forgotten;

    /** Claims that a bucket no longer makes, and sources that it no longer names. */
    final List<Claimant> dropped = new ArrayList<>();

    final List<LocationRef> unread = new ArrayList<>();

    /** How many entities went that had been accepted. */
    int gone;

    private final boolean byProvider;

    /** The number of the change from outside that they follow from; 0 where nobody asks. */
    final long cause;

    private Changes(boolean byProvider, long cause) {
        this.byProvider = byProvider;
        this.cause = cause;
    }

    /** Of a bucket: what is no longer live is deleted. */
    static Changes byProvider(long cause) {
        return new Changes(true, cause);
    }

    /** Of a parent: what is no longer live is an orphan. */
    static Changes byParent() {
        return new Changes(false, 0);
    }

    boolean leaveOrphans() {
        return !byProvider;
    }
}
