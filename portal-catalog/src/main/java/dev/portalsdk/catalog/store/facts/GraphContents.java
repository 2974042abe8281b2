package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stores were told and have decided, from the graph of claims. Within one transaction. */
public final class GraphContents {
    private final ClaimGraph graph;
    private final WorkQueue work;
    private final Buckets buckets;

    GraphContents(ClaimGraph graph, WorkQueue work, Buckets buckets) {
        this.graph = graph;
        this.work = work;
        this.buckets = buckets;
    }

    /** As {@link StoreContents#overview}. */
    public StoreContents.Overview overview(Optional<String> processing) {
        Map<Integer, String> ranked = new TreeMap<>();
        Set<String> former = new TreeSet<>();
        for (BucketState bucket : buckets.all()) {
            if (bucket.order == Integer.MAX_VALUE) {
                former.add(bucket.provider());
            } else {
                ranked.put(bucket.order, bucket.provider());
            }
        }
        return new StoreContents.Overview(List.copyOf(ranked.values()), List.copyOf(former), processing);
    }

    /** As {@link StoreContents#bucket}. */
    public Optional<StoreContents.Bucket> bucket(String provider) {
        return buckets.find(provider).map(bucket -> {
            graph.lookAtGiven(List.of(bucket));
            List<EntityRef> given = refs(bucket.direct().given());
            Set<EntityRef> named =
                    bucket.swept().stream().map(Claimant.Key::ref).collect(Collectors.toCollection(TreeSet::new));
            named.retainAll(new HashSet<>(given));
            return new StoreContents.Bucket(
                    given,
                    new LinkedHashSet<>(bucket.bySource().keySet()),
                    new TreeSet<>(Optional.ofNullable(bucket.held)
                            .map(MutationResult.Held::refs)
                            .orElse(List.of())),
                    bucket.heldSources,
                    Optional.ofNullable(bucket.sweep),
                    named,
                    List.copyOf(bucket.ended));
        });
    }

    private static List<EntityRef> refs(Collection<Claimant> given) {
        return counting(given).map(claimant -> claimant.node().ref).distinct().toList();
    }

    /** Claims that say something: those to what was forgotten by hand do not, until they are made again. */
    private static Stream<Claimant> counting(Collection<Claimant> given) {
        return given.stream().filter(claimant -> !claimant.node().isForgottenByHand());
    }

    /** As {@link StoreContents#entities}. */
    public Map<EntityRef, StoreContents.Known> entities(Collection<EntityRef> refs) {
        graph.lookAtAll(refs);
        Map<EntityRef, StoreContents.Known> known = new TreeMap<>();
        for (EntityRef ref : refs) {
            graph.find(ref)
                    .filter(node -> !node.isForgotten() && !node.isForgottenByHand())
                    .ifPresent(node -> known.put(ref, known(node)));
        }
        return known;
    }

    private StoreContents.Known known(Node node) {
        return new StoreContents.Known(
                node.ref,
                node.claimants().stream()
                        .map(claimant -> GraphFacts.claimed(node, claimant))
                        .toList(),
                node.lastAccepted().map(accepted -> withWhatFollows(accepted, node)),
                losing(node.direct()),
                node.findings,
                node.reads,
                Optional.ofNullable(node.orphanSince),
                work.state(node),
                node.shown());
    }

    private static Accepted withWhatFollows(Accepted accepted, Node node) {
        return new Accepted(
                accepted.entity(),
                accepted.location(),
                accepted.origin(),
                accepted.relations(),
                emission(node.direct(), Map.of()),
                node.bySource().values().stream()
                        .flatMap(slot -> slot.want().stream())
                        .toList());
    }

    private static Set<EntityRef> losing(Slot slot) {
        return counting(slot.given())
                .filter(claimant -> claimant.node().held != claimant)
                .map(claimant -> claimant.node().ref)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A document of a source. */
    private record Place(LocationRef file, int documentIndex) {}

    private static Emission emission(Slot slot, Map<Place, EntityDescriptor> documents) {
        List<ProvidedEntity> entities = new ArrayList<>();
        for (Claimant claimant : counting(slot.given()).toList()) {
            ProvidedEntity offered = claimant.offered();
            EntityDescriptor same = documents.get(new Place(claimant.location(), claimant.documentIndex()));
            entities.add(
                    same != null && same.equals(offered.descriptor())
                            ? new ProvidedEntity(same, offered.location())
                            : offered);
        }
        return new Emission(entities, slot.findings());
    }

    /** As {@link StoreContents#sources}. */
    public Map<LocationRef, StoreContents.Read> sources(Collection<LocationRef> locations) {
        graph.lookAtSources(locations);
        Map<LocationRef, StoreContents.Read> read = new TreeMap<>();
        for (LocationRef location : locations) {
            work.source(location).ifPresent(source -> read.put(location, read(source)));
        }
        return read;
    }

    private StoreContents.Read read(SourceState source) {
        Map<Place, EntityDescriptor> documents = new HashMap<>();
        Optional.ofNullable(source.content).ifPresent(content -> content.files().forEach(file -> file.documents()
                .forEach(document -> documents.put(new Place(file.location(), document.documentIndex()), document))));
        List<StoreContents.Share> shares = new ArrayList<>();
        source.readers()
                .forEach((giver, slot) ->
                        shares.add(new StoreContents.Share(giver, emission(slot, documents), losing(slot))));
        return new StoreContents.Read(
                source.ref, Optional.ofNullable(source.content), shares, source.readersChanged, work.isToRead(source));
    }
}
