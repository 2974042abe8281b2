package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What an {@link InMemoryCatalogStore} knows. Each method holds the store's lock. */
final class InMemoryFacts implements CatalogFacts {
    private final Object lock;
    private final ClaimGraph graph;
    private final WorkQueue work;
    private final Buckets buckets;

    InMemoryFacts(Object lock, ClaimGraph graph, WorkQueue work, Buckets buckets) {
        this.lock = lock;
        this.graph = graph;
        this.work = work;
        this.buckets = buckets;
    }

    private <T> T reading(Supplier<T> answer) {
        synchronized (lock) {
            return answer.get();
        }
    }

    @Override
    public List<Diagnostic> findings() {
        return reading(() -> {
            Set<Diagnostic> findings = new LinkedHashSet<>();
            buckets.all().forEach(bucket -> {
                bucket.addEmitted(findings);
                Optional.ofNullable(bucket.held).map(InMemoryFacts::heldBack).ifPresent(findings::add);
            });
            graph.nodes().forEach(node -> addAll(node, findings));
            return sorted(findings);
        });
    }

    private static Diagnostic heldBack(MutationResult.Held held) {
        return Diagnostic.error(
                        "mass-removal",
                        "The provider \"" + held.provider() + "\" no longer gives "
                                + held.refs().size() + " of its " + held.given()
                                + " entities; they are kept until that is confirmed")
                .hint("if that is right, release what is held back; if not, look at what the provider reads")
                .build();
    }

    @Override
    public List<Diagnostic> findings(Set<EntityRef> about) {
        return reading(() -> {
            Set<Diagnostic> findings = new LinkedHashSet<>();
            about.forEach(ref -> graph.find(ref).ifPresent(node -> addAll(node, findings)));
            return sorted(findings);
        });
    }

    private static void addAll(Node node, Collection<Diagnostic> findings) {
        node.addFindings(findings);
        if (node.claimants().size() > 1) {
            findings.addAll(Conflicts.findings(node));
        }
    }

    private static List<Diagnostic> sorted(Collection<Diagnostic> findings) {
        return findings.stream().sorted(Diagnostic.BY_PLACE).toList();
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
        return reading(() -> graph.find(ref).map(node -> {
            List<Diagnostic> findings = new ArrayList<>();
            addAll(node, findings);
            return new EntityFacts(
                    ref,
                    node.claimants().stream()
                            .map(claimant -> claimed(node, claimant))
                            .toList(),
                    Optional.ofNullable(node.accepted),
                    sorted(findings),
                    Optional.ofNullable(node.orphanSince),
                    state(node),
                    Optional.ofNullable(node.visible));
        }));
    }

    private static EntityFacts.Claimed claimed(Node node, Claimant claimant) {
        return new EntityFacts.Claimed(
                claimant.slot().emitter().giver(),
                claimant.slot().source(),
                claimant.offered(),
                claimant.rank() != null,
                Optional.ofNullable(claimant.rank()).map(Rank::origin),
                node.held == claimant);
    }

    private EntityFacts.State state(Node node) {
        if (work.toProcess.isOpen(node)) {
            return EntityFacts.State.TO_PROCESS;
        }
        return work.toStitch.isOpen(node) ? EntityFacts.State.TO_STITCH : EntityFacts.State.SETTLED;
    }

    @Override
    public Set<EntityRef> parents(EntityRef ref) {
        return reading(() -> {
            Set<EntityRef> parents = new TreeSet<>();
            graph.find(ref).ifPresent(node -> node.claimants().forEach(claimant -> {
                boolean used = node.held != null && node.held.samePlace(claimant);
                if (used && claimant.slot().emitter() instanceof Node parent) {
                    parents.add(parent.ref);
                }
            }));
            return parents;
        });
    }

    @Override
    public List<EntityRef> children(EntityRef ref) {
        return reading(() -> {
            Set<EntityRef> children = new LinkedHashSet<>();
            graph.find(ref).ifPresent(node -> node.forEachGiven(claimant -> children.add(claimant.node().ref)));
            return List.copyOf(children);
        });
    }

    @Override
    public List<ProvidedEntity> given(String provider) {
        return reading(() -> buckets.find(provider).stream()
                .flatMap(bucket -> bucket.direct().given().stream())
                .map(Claimant::offered)
                .toList());
    }

    @Override
    public List<MutationResult.Held> held() {
        return reading(() -> buckets.all().stream()
                .flatMap(bucket -> Optional.ofNullable(bucket.held).stream())
                .toList());
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
    public List<Source> sources() {
        return reading(() -> work.sources().stream().map(SourceState::described).toList());
    }
}
