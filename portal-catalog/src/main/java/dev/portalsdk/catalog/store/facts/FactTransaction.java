package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One transaction of a store that keeps its facts as rows: fetches what the rules will look at, has them decide, and writes what is different then. For
 * one call, by one thread.
 */
public final class FactTransaction {
    private final FactRows rows;
    private final StoredGraph graph;
    private final StoreRules rules;
    private final List<String> evicted = new ArrayList<>();

    /** Nothing is done yet. */
    public FactTransaction(FactRows rows) {
        this(rows, StoredTexts.none());
    }

    /** Nothing is done yet, but for what it will write. */
    public FactTransaction(FactRows rows, StoredTexts texts) {
        this.rows = rows;
        this.graph = new StoredGraph(rows, texts);
        Wants wants = new Wants(graph, graph.work);
        Buckets buckets = new StoredBuckets(graph, wants, rows::now, new StoredRemovals(rows, graph));
        this.rules = new StoreRules(graph, graph.work, wants, buckets, rows::now, evicted::add);
    }

    /** As {@link CatalogStore#open}, but for what other processors make necessary. @return who was evicted is added to the list */
    public int open(StoreSetup setup, List<String> gone) {
        int count = rules.open(setup);
        gone.addAll(evicted);
        return written(count);
    }

    /** As {@link CatalogStore#apply}. */
    public MutationResult apply(String provider, Mutation mutation, RemovalGuard guard) {
        Set<EntityRef> named = new HashSet<>();
        mutation.entities().forEach(entity -> named.add(entity.ref()));
        if (mutation instanceof Mutation.Delta delta) {
            named.addAll(delta.removed());
        } else if (mutation.saysAll()) {
            rules.buckets.find(provider).ifPresent(bucket -> graph.lookAtGiven(List.of(bucket)));
        }
        graph.fetchNodes(named);
        return written(rules.apply(provider, mutation, guard));
    }

    /** As {@link CatalogStore#releaseHeld}. */
    public MutationResult releaseHeld(String provider) {
        return written(rules.releaseHeld(provider));
    }

    /** As {@link CatalogStore#restore}. */
    public MutationResult restore(
            ChangeHistory.Removal removal, List<ProvidedEntity> given, List<LocationRef> sources) {
        return written(rules.restore(new Removals.Removed(removal, given, sources)));
    }

    /** As {@link CatalogStore#refresh}. */
    public long refresh(Refresh what) {
        if (what instanceof Refresh.Of of) {
            graph.sources.fetch(of.locations());
        }
        return written(rules.refresh(what));
    }

    /** As {@link CatalogStore#remove}. */
    public OptionalLong remove(EntityRef ref) {
        return written(rules.remove(ref));
    }

    /** As {@link StoreIntake#hold}. */
    public boolean hold(Collection<StoreIntake.Holder> holders) {
        graph.fetchNodes(holders.stream().map(StoreIntake.Holder::ref).toList());
        rules.hold(holders);
        return written(true);
    }

    /** As {@link CatalogStore#deleteOrphans}. */
    public int deleteOrphans(Instant since) {
        return written(rules.liveness.deleteOrphans(since));
    }

    /** As {@link CatalogStore#commit}. */
    public List<CommitResult> commit(List<? extends Outcome> outcomes) {
        new CommitFetch(rows, graph).fetch(outcomes);
        return written(rules.commit(outcomes));
    }

    /**
     * Finds the numbers of what claims are about.
     *
     * @param back takes them back, if what tells them apart is still the same
     */
    public void release(List<? extends Claim> claims, BiConsumer<FactRows.Work, Map<Long, Long>> back) {
        Map<EntityRef, Long> nodes = new LinkedHashMap<>();
        Map<LocationRef, Long> sources = new LinkedHashMap<>();
        for (Claim claim : claims) {
            if (claim instanceof Claim.OfSource read) {
                sources.put(read.source(), claim.generation());
            } else {
                nodes.put(((Claim.OfEntity) claim).ref(), claim.generation());
            }
        }
        Map<Long, Long> generations = new LinkedHashMap<>();
        rows.sources(sources.keySet())
                .forEach(row -> generations.put(row.id(), Objects.requireNonNull(sources.get(row.location()))));
        back.accept(FactRows.Work.READ, Map.copyOf(generations));
        generations.clear();
        rows.entities(nodes.keySet())
                .forEach(row -> generations.put(row.id(), Objects.requireNonNull(nodes.get(row.ref()))));
        back.accept(FactRows.Work.PROCESS, generations);
    }

    /** As {@link CatalogStore#publish}. */
    public List<CommitResult> publish(List<Stitched> results) {
        Map<EntityRef, StoredNode> nodes = new LinkedHashMap<>();
        Set<EntityRef> refs = new HashSet<>();
        results.forEach(result -> refs.add(result.claim().ref()));
        graph.known(rows.entities(refs)).forEach(node -> nodes.put(node.ref, node));
        Map<Long, FactRows.Lease> leases = rows.leases(
                FactRows.Work.STITCH,
                nodes.values().stream().map(node -> node.id).toList());
        graph.fetchClaims(results.stream()
                .filter(result -> result.entity().isEmpty())
                .flatMap(result -> Optional.ofNullable(nodes.get(result.claim().ref())).stream())
                .toList());
        List<FactRows.Shown> shown = new ArrayList<>();
        List<CommitResult> answers = new ArrayList<>();
        for (Stitched result : results) {
            Optional<StoredNode> node = Optional.ofNullable(
                            nodes.get(result.claim().ref()))
                    .filter(found -> Optional.ofNullable(leases.remove(found.id))
                            .filter(lease ->
                                    lease.generation() == result.claim().generation())
                            .isPresent());
            node.ifPresent(found -> {
                graph.work.toStitch.forget(found);
                found.visibleAt = result.entity().map(StitchedEntity::location).orElse(null);
                FeedEntry.of(result.claim().visible(), result.entity())
                        .ifPresent(entry -> shown.add(entry.of(found.id)));
            });
            answers.add(node.isPresent() ? CommitResult.APPLIED : CommitResult.SUPERSEDED);
        }
        written(0);
        rows.append(shown);
        return answers;
    }

    private <T> T written(T result) {
        new StoredChanges(rows, graph, rules.buckets).write();
        return result;
    }

    // What is asked, and changes nothing

    /** Work as it is handed out, with what tells claims apart, by numbers of sources. */
    public List<Claim> sourceClaims(Map<Long, Long> generations) {
        List<StoredSource> sources = graph.sources.known(rows.sourcesById(generations.keySet()));
        graph.sources.fetchReaders(sources);
        Map<Long, SourceContent> contents = rows.contents(generations.keySet());
        Map<Long, StoredSource> byId = new LinkedHashMap<>();
        sources.forEach(source -> byId.put(source.id, source));
        List<Claim> claims = new ArrayList<>();
        generations.forEach(
                (id, generation) -> Optional.ofNullable(byId.get(id)).ifPresent(source -> {
                    source.content = contents.get(id);
                    claims.add(source.claim(generation));
                }));
        return claims;
    }

    /** Work as it is handed out, and of which entities only what they read is looked at. */
    public List<Claim> entityClaims(Map<Long, Long> generations, Set<Long> onlyIfReadsChanged) {
        List<StoredNode> nodes = graph.nodes(generations.keySet());
        graph.fetchClaims(nodes);
        List<StoredClaimant> held = new ArrayList<>();
        nodes.forEach(node -> Optional.ofNullable((StoredClaimant) node.held).ifPresent(held::add));
        graph.bodies.fetchDocuments(held);
        List<Claim> claims = new ArrayList<>();
        boolean allGiven = true;
        for (StoredNode node : nodes) {
            if (node.held == null || node.heldOrigin == null) {
                graph.work.toProcess.forget(node); // an orphan: what it was given as has gone with its giver
                allGiven = false;
            } else {
                claims.add(new Claim.OfEntity(
                        node.ref,
                        Objects.requireNonNull(generations.get(node.id)),
                        node.held.offered(),
                        node.heldOrigin,
                        node.reads,
                        onlyIfReadsChanged.contains(node.id)));
            }
        }
        if (!allGiven) {
            written(0);
        }
        return claims;
    }

    /** Work as it is handed out. */
    public List<StitchClaim> stitchClaims(Map<Long, Long> generations) {
        List<StoredNode> nodes = graph.nodes(generations.keySet());
        graph.fetchSlots(nodes);
        graph.bodies.fetchVersions(nodes);
        return nodes.stream()
                .map(node -> node.stitchClaim(Objects.requireNonNull(generations.get(node.id))))
                .toList();
    }

    /** As {@link CatalogFacts#sources}. */
    public List<CatalogFacts.Source> sources() {
        List<StoredSource> sources = graph.sources.known(rows.allSources());
        graph.sources.fetchReaders(sources);
        Map<Long, SourceContent> contents =
                rows.contents(sources.stream().map(source -> source.id).toList());
        sources.forEach(source -> source.content = contents.get(source.id));
        return sources.stream().map(SourceState::described).toList();
    }

    /** What is known beside what is visible, as far as it is about single refs or providers. */
    public GraphFacts facts() {
        return new GraphFacts(graph, graph.work, rules.buckets);
    }

    /** All that there is, as stores are told it. */
    public GraphContents contents() {
        return new GraphContents(graph, graph.work, rules.buckets);
    }
}
