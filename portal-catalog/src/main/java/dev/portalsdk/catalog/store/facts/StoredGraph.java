package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the facts that one transaction looks at. What the rules ask for and is not here is fetched; those who know what they will ask for fetch it
 * at once. Nothing is fetched twice.
 *
 * <p>Nodes, slots and the claims between them are one thing: each is fetched with what it hangs on, a claim with its slot and its node, a slot with the
 * node that has it, so that whatever is here is whole. What is fetched of a node, a slot or a source stands in flags of its own ({@code claimsFetched},
 * {@code slotsFetched}, {@code complete}, {@code readersFetched}): it asks for the rest when the rules first look at it. What is new has all of it.
 */
final class StoredGraph extends ClaimGraph {
    final FactRows rows;
    final StoredTexts texts;
    final StoredWork work = new StoredWork(this);
    final StoredBodies bodies;
    final StoredSources sources = new StoredSources(this);

    /** By ref; empty for those that are not there. */
    private final Map<EntityRef, Optional<StoredNode>> byRef = new HashMap<>();

    private final Map<Long, StoredNode> nodes = new LinkedHashMap<>();
    private final Map<Long, StoredBucket> buckets = new LinkedHashMap<>();
    private final Map<Long, StoredSlot> slots = new LinkedHashMap<>();
    private final Map<Long, StoredClaimant> claims = new LinkedHashMap<>();
    private final List<StoredClaimant> made = new ArrayList<>();

    StoredGraph(FactRows rows, StoredTexts texts) {
        this.rows = rows;
        this.texts = texts;
        this.bodies = new StoredBodies(rows);
        rows.buckets().forEach(this::bucket);
    }

    private void bucket(FactRows.BucketRow row) {
        StoredBucket bucket = new StoredBucket(this, row.provider(), row.id());
        bucket.stored(row);
        buckets.put(row.id(), bucket);
    }

    Collection<StoredBucket> buckets() {
        return buckets.values();
    }

    StoredBucket newBucket(String provider) {
        StoredBucket bucket = new StoredBucket(this, provider, rows.nextId());
        buckets.put(bucket.id, bucket);
        return bucket;
    }

    /** All that was looked at, also what is empty by now. */
    Collection<StoredNode> looked() {
        return nodes.values();
    }

    Collection<StoredSlot> slots() {
        return slots.values();
    }

    Collection<StoredClaimant> fetchedClaims() {
        return claims.values();
    }

    Collection<StoredClaimant> madeClaims() {
        return made;
    }

    @Override
    Collection<Node> nodes() {
        throw new UnsupportedOperationException("There may be too many nodes to be looked at");
    }

    // Nodes

    @Override
    Optional<Node> find(EntityRef ref) {
        fetchNodes(Set.of(ref));
        return Objects.requireNonNull(byRef.get(ref)).map(node -> node);
    }

    @Override
    Node node(EntityRef ref) {
        Optional<Node> found = find(ref);
        if (found.isPresent()) {
            return found.get();
        }
        StoredNode node = new StoredNode(this, ref, rows.nextId());
        byRef.put(ref, Optional.of(node));
        nodes.put(node.id, node);
        return node;
    }

    /** It is needed to know that it goes. */
    @Override
    void forgetIfEmpty(Node node) {}

    @Override
    Claimant claimant(ProvidedEntity offered, Slot slot, Node node) {
        StoredClaimant claimant = new StoredClaimant(this, offered, slot, node);
        made.add(claimant);
        return claimant;
    }

    @Override
    void orphanSince(Node node, @Nullable Instant since) {
        node.orphanSince = since;
    }

    @Override
    List<Node> orphans(Instant since) {
        List<StoredNode> orphans = known(rows.orphans(since));
        fetchClaims(orphans);
        return List.copyOf(orphans);
    }

    /** With who claims them. */
    void fetchNodes(Collection<EntityRef> refs) {
        Set<EntityRef> asked = new HashSet<>(refs);
        asked.removeAll(byRef.keySet());
        if (!asked.isEmpty()) {
            asked.forEach(ref -> byRef.put(ref, Optional.empty()));
            fetchClaims(known(rows.entities(asked)));
        }
    }

    List<StoredNode> nodes(Collection<Long> ids) {
        List<Long> missing =
                ids.stream().filter(id -> !nodes.containsKey(id)).distinct().toList();
        if (!missing.isEmpty()) {
            known(rows.entitiesById(missing));
        }
        return ids.stream().map(nodes::get).filter(Objects::nonNull).distinct().toList();
    }

    List<StoredNode> known(List<FactRows.EntityRow> found) {
        List<StoredNode> all = new ArrayList<>(found.size());
        for (FactRows.EntityRow row : found) {
            StoredNode node = nodes.get(row.id());
            if (node == null) {
                node = new StoredNode(this, row.ref(), row.id());
                node.stored(row);
                nodes.put(row.id(), node);
                byRef.put(row.ref(), Optional.of(node));
            }
            all.add(node);
        }
        return all;
    }

    void fetchClaims(Collection<StoredNode> of) {
        List<StoredNode> without =
                of.stream().filter(node -> !node.claimsFetched).distinct().toList();
        if (!without.isEmpty()) {
            without.forEach(node -> node.claimsFetched = true);
            take(rows.claimsTo(without.stream().map(node -> node.id).toList()));
        }
    }

    private void take(List<FactRows.ClaimRow> found) {
        fetchSlots(found.stream()
                .map(FactRows.ClaimRow::slot)
                .filter(id -> !slots.containsKey(id))
                .toList());
        for (FactRows.ClaimRow row : found) {
            if (!claims.containsKey(row.id())) {
                StoredSlot slot = Objects.requireNonNull(slots.get(row.slot()));
                StoredNode node = Objects.requireNonNull(nodes.get(row.entity()));
                StoredClaimant claimant = new StoredClaimant(this, row, slot, node);
                claims.put(row.id(), claimant);
                node.fetched(claimant);
                slot.fetched(claimant);
            }
        }
    }

    // Slots

    private void fetchSlots(List<Long> ids) {
        if (!ids.isEmpty()) {
            slots(rows.slots(ids));
        }
    }

    /** Of rows, with the nodes that have them. */
    void slots(List<FactRows.SlotRow> found) {
        nodes(found.stream()
                .map(FactRows.SlotRow::entity)
                .filter(Objects::nonNull)
                .toList());
        List<FactRows.SlotRow> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparingLong(FactRows.SlotRow::id));
        ordered.forEach(this::slot);
    }

    StoredSlot slot(FactRows.SlotRow row) {
        StoredSlot known = slots.get(row.id());
        if (known != null) {
            return known;
        }
        Emitter emitter = row.bucket() != null
                ? Objects.requireNonNull(buckets.get(row.bucket()))
                : Objects.requireNonNull(nodes.get(Objects.requireNonNull(row.entity())));
        StoredSlot slot = row.location() == null
                ? direct(emitter)
                : (StoredSlot) emitter.addSlot(new Want(row.location(), row.optional(), row.place()));
        slot.stored(row);
        slots.put(row.id(), slot);
        return slot;
    }

    private static StoredSlot direct(Emitter emitter) {
        return emitter instanceof StoredBucket bucket ? bucket.directHere() : ((StoredNode) emitter).directHere();
    }

    void fetchSlots(Collection<StoredNode> of) {
        List<StoredNode> without =
                of.stream().filter(node -> !node.slotsFetched).distinct().toList();
        if (!without.isEmpty()) {
            without.forEach(node -> node.slotsFetched = true);
            slots(rows.slotsOfEntities(without.stream().map(node -> node.id).toList()));
        }
    }

    void fetchSlotsOf(StoredBucket bucket) {
        if (!bucket.slotsFetched) {
            bucket.slotsFetched = true;
            slots(rows.slotsOfBuckets(List.of(bucket.id)));
        }
    }

    /** All that slots give, with who else gives that. */
    void fetchGiven(Collection<StoredSlot> of) {
        List<StoredSlot> without =
                of.stream().filter(slot -> !slot.complete).distinct().toList();
        if (!without.isEmpty()) {
            without.forEach(slot -> slot.complete = true);
            List<FactRows.ClaimRow> found =
                    rows.claimsIn(without.stream().map(slot -> slot.id).toList());
            List<StoredNode> given =
                    nodes(found.stream().map(FactRows.ClaimRow::entity).toList());
            fetchClaims(given);
            take(found);
        }
    }

    @Override
    void lookAtGiven(Collection<? extends Emitter> emitters) {
        List<StoredNode> parents = new ArrayList<>();
        for (Emitter emitter : emitters) {
            if (emitter instanceof StoredNode node) {
                parents.add(node);
            }
        }
        fetchSlots(parents);
        List<StoredSlot> all = new ArrayList<>();
        emitters.forEach(emitter -> {
            all.add((StoredSlot) emitter.direct());
            emitter.bySource().values().forEach(slot -> all.add((StoredSlot) slot));
        });
        fetchGiven(all);
    }

    // All of it

    @Override
    void lookAtAll(Collection<EntityRef> refs) {
        fetchNodes(refs);
        List<StoredNode> all = new ArrayList<>();
        refs.forEach(ref -> Objects.requireNonNull(byRef.get(ref)).ifPresent(all::add));
        lookAtGiven(all);
        bodies.fetchVersions(all);
        work.fetchOpen(all);
        List<StoredClaimant> claimed = new ArrayList<>();
        for (StoredNode node : all) {
            node.claimants().forEach(claimant -> claimed.add((StoredClaimant) claimant));
            node.direct().given().forEach(claimant -> claimed.add((StoredClaimant) claimant));
        }
        bodies.fetchDocuments(claimed);
    }

    @Override
    void lookAtSources(Collection<LocationRef> locations) {
        sources.fetch(locations);
        List<StoredSource> all = new ArrayList<>();
        locations.forEach(location -> work.sourceHere(location).ifPresent(all::add));
        sources.fetchReaders(all);
        List<StoredSlot> read = new ArrayList<>();
        all.forEach(source -> source.readers().values().forEach(slot -> read.add((StoredSlot) slot)));
        fetchGiven(read);
        List<StoredClaimant> claimed = new ArrayList<>();
        read.forEach(slot -> slot.given().forEach(claimant -> claimed.add((StoredClaimant) claimant)));
        bodies.fetchDocuments(claimed);
        Map<Long, SourceContent> contents =
                rows.contents(all.stream().map(source -> source.id).toList());
        all.forEach(source -> source.content = contents.get(source.id));
    }

    // Documents

    Collection<Node> fetchReading() {
        return List.copyOf(known(rows.reading()));
    }

    @Override
    Collection<Node> withFindings() {
        List<StoredNode> found = known(rows.withFindings());
        fetchClaims(found);
        fetchSlots(found);
        return List.copyOf(found);
    }

    @Override
    void lookAtDocuments(Collection<Claimant> of) {
        bodies.fetchDocuments(of.stream().map(StoredClaimant.class::cast).toList());
    }

    DocumentText text(EntityDescriptor descriptor) {
        return texts.of(descriptor);
    }
}
