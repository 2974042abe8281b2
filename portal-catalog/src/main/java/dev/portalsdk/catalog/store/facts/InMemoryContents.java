package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What an {@link InMemoryCatalogStore} keeps. Each method holds the store's lock. */
final class InMemoryContents implements StoreContents {
    private final Object lock;
    private final Parts parts;
    private final GraphContents contents;
    private final Supplier<Optional<String>> processing;

    /** What a store consists of. */
    record Parts(
            ClaimGraph graph,
            WorkQueue work,
            Buckets buckets,
            InMemorySchedules schedules,
            InMemoryProviderState state) {}

    InMemoryContents(Object lock, Parts parts, Supplier<Optional<String>> processing) {
        this.lock = lock;
        this.parts = parts;
        this.contents = new GraphContents(parts.graph(), parts.work(), parts.buckets());
        this.processing = processing;
    }

    private <T> T reading(Supplier<T> answer) {
        synchronized (lock) {
            return answer.get();
        }
    }

    @Override
    public Overview overview() {
        return reading(() -> contents.overview(processing.get()));
    }

    @Override
    public Optional<Bucket> bucket(String provider) {
        return reading(() -> contents.bucket(provider));
    }

    @Override
    public List<EntityRef> refs() {
        return reading(() ->
                parts.graph().nodes().stream().map(node -> node.ref).sorted().toList());
    }

    @Override
    public List<LocationRef> locations() {
        return reading(() -> parts.work().sources().stream()
                .map(source -> source.ref)
                .sorted()
                .toList());
    }

    @Override
    public Map<EntityRef, Known> entities(Collection<EntityRef> refs) {
        return reading(() -> contents.entities(refs));
    }

    @Override
    public Map<LocationRef, Read> sources(Collection<LocationRef> locations) {
        return reading(() -> contents.sources(locations));
    }

    @Override
    public Map<String, String> state(String provider) {
        return parts.state().all(provider);
    }

    @Override
    public List<Task> tasks() {
        return parts.schedules().all();
    }
}
