package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an {@link InMemoryCatalogStore} knows. Each method holds the store's lock. */
final class InMemoryFacts implements CatalogFacts {
    private final Object lock;
    private final ClaimGraph graph;
    private final WorkQueue work;
    private final GraphFacts facts;
    private final StoreContents contents;

    InMemoryFacts(Object lock, ClaimGraph graph, WorkQueue work, Buckets buckets, StoreContents contents) {
        this.lock = lock;
        this.graph = graph;
        this.work = work;
        this.facts = new GraphFacts(graph, work, buckets);
        this.contents = contents;
    }

    private <T> T reading(Supplier<T> answer) {
        synchronized (lock) {
            return answer.get();
        }
    }

    @Override
    public List<Diagnostic> findings() {
        return reading(facts::findings);
    }

    @Override
    public List<Diagnostic> findings(Set<EntityRef> about) {
        return reading(() -> facts.findings(about));
    }

    @Override
    public Map<EntityRef, EntityDescriptor> descriptors() {
        return reading(() -> {
            Map<EntityRef, EntityDescriptor> descriptors = new TreeMap<>();
            for (Node node : graph.nodes()) {
                if (node.held != null) {
                    descriptors.put(node.ref, node.held.offered().descriptor());
                }
            }
            return descriptors;
        });
    }

    @Override
    public Optional<EntityFacts> entity(EntityRef ref) {
        return reading(() -> facts.entity(ref));
    }

    @Override
    public Set<EntityRef> parents(EntityRef ref) {
        return reading(() -> facts.parents(ref));
    }

    @Override
    public List<EntityRef> children(EntityRef ref) {
        return reading(() -> facts.children(ref));
    }

    @Override
    public List<ProvidedEntity> given(String provider) {
        return reading(() -> facts.given(provider));
    }

    @Override
    public List<MutationResult.Held> held() {
        return reading(facts::held);
    }

    @Override
    public List<EntityRef> failed(Optional<EntityRef> after, int limit) {
        return reading(() -> page(graph.nodes().stream().filter(InMemoryFacts::isFailed), after, limit));
    }

    private static boolean isFailed(Node node) {
        return node.hasErrors() || Conflicts.isIn(node);
    }

    @Override
    public List<EntityRef> pending(Optional<EntityRef> after, int limit) {
        return reading(
                () -> page(Stream.concat(work.toProcess.open().stream(), work.toStitch.open().stream()), after, limit));
    }

    private static List<EntityRef> page(Stream<Node> nodes, Optional<EntityRef> after, int limit) {
        Predicate<EntityRef> later = ref -> after.isEmpty() || ref.compareTo(after.get()) > 0;
        return nodes.map(node -> node.ref)
                .filter(later)
                .distinct()
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public StoreContents contents() {
        return contents;
    }

    @Override
    public List<Source> sources() {
        return reading(() -> work.sources().stream().map(SourceState::described).toList());
    }
}
