package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is known about refs and providers, from the graph of claims. Within one transaction. */
public final class GraphFacts {
    private final ClaimGraph graph;
    private final WorkQueue work;
    private final Buckets buckets;

    GraphFacts(ClaimGraph graph, WorkQueue work, Buckets buckets) {
        this.graph = graph;
        this.work = work;
        this.buckets = buckets;
    }

    /** As {@link CatalogFacts#findings}. */
    public List<Diagnostic> findings() {
        Set<Diagnostic> findings = new LinkedHashSet<>();
        buckets.all().forEach(bucket -> {
            bucket.addEmitted(findings);
            Optional.ofNullable(bucket.held).map(GraphFacts::heldBack).ifPresent(findings::add);
        });
        graph.withFindings().forEach(node -> addAll(node, findings));
        return sorted(findings);
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

    /** As {@link CatalogFacts#findings}. */
    public List<Diagnostic> findings(Set<EntityRef> about) {
        Set<Diagnostic> findings = new LinkedHashSet<>();
        about.forEach(ref -> graph.find(ref).ifPresent(node -> addAll(node, findings)));
        return sorted(findings);
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

    /** As {@link CatalogFacts#entity}. */
    public Optional<EntityFacts> entity(EntityRef ref) {
        return graph.find(ref).map(node -> {
            List<Diagnostic> findings = new ArrayList<>();
            addAll(node, findings);
            return new EntityFacts(
                    ref,
                    node.claimants().stream()
                            .map(claimant -> claimed(node, claimant))
                            .toList(),
                    node.lastAccepted(),
                    sorted(findings),
                    Optional.ofNullable(node.orphanSince),
                    work.state(node),
                    node.shown());
        });
    }

    static EntityFacts.Claimed claimed(Node node, Claimant claimant) {
        return new EntityFacts.Claimed(
                claimant.slot().emitter().giver(),
                claimant.slot().source(),
                claimant.offered(),
                claimant.rank() != null,
                Optional.ofNullable(claimant.rank()).map(Rank::origin),
                node.held == claimant);
    }

    /** As {@link CatalogFacts#parents}. */
    public Set<EntityRef> parents(EntityRef ref) {
        Set<EntityRef> parents = new TreeSet<>();
        graph.find(ref).ifPresent(node -> node.claimants().forEach(claimant -> {
            boolean used = node.held != null && node.held.samePlace(claimant);
            if (used && claimant.slot().emitter() instanceof Node parent) {
                parents.add(parent.ref);
            }
        }));
        return parents;
    }

    /** As {@link CatalogFacts#children}. */
    public List<EntityRef> children(EntityRef ref) {
        Set<EntityRef> children = new LinkedHashSet<>();
        graph.find(ref).ifPresent(node -> node.forEachGiven(claimant -> children.add(claimant.node().ref)));
        return List.copyOf(children);
    }

    /** As {@link CatalogFacts#given}. */
    public List<ProvidedEntity> given(String provider) {
        List<Claimant> given = buckets.find(provider).stream()
                .flatMap(bucket -> bucket.direct().given().stream())
                .toList();
        graph.lookAtDocuments(given);
        return given.stream().map(Claimant::offered).toList();
    }

    /** As {@link CatalogFacts#held}. */
    public List<MutationResult.Held> held() {
        return buckets.all().stream()
                .flatMap(bucket -> Optional.ofNullable(bucket.held).stream())
                .toList();
    }
}
