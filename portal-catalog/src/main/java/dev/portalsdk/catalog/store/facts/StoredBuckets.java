package dev.portalsdk.catalog.store.facts;

import java.time.Instant;
import java.util.function.Supplier;

/** The buckets that there are; all of them are here. */
final class StoredBuckets extends Buckets {
    private final StoredGraph graph;

    StoredBuckets(StoredGraph graph, Wants wants, Supplier<Instant> now, Removals removals) {
        super(graph, wants, now, removals);
        this.graph = graph;
        graph.buckets().forEach(this::known);
    }

    @Override
    BucketState added(String provider) {
        return graph.newBucket(provider);
    }
}
