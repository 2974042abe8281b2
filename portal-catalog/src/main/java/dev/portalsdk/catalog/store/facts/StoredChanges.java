package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What is different in a {@link StoredGraph} when the rules are done, and writes it. */
final class StoredChanges {
    private final FactRows rows;
    private final StoredGraph graph;
    private final Buckets buckets;

    private final List<FactRows.NewContent> contents = new ArrayList<>();
    private final ClaimChanges claims;
    private final BodyChanges bodies;

    /** Numbers of documents that files hold. */
    private final IdentityHashMap<EntityDescriptor, Long> ofFiles = new IdentityHashMap<>();

    private final Set<StoredNode> gone = new HashSet<>();
    private final IdentityHashMap<StoredSlot, Boolean> kept = new IdentityHashMap<>();

    StoredChanges(FactRows rows, StoredGraph graph, Buckets buckets) {
        this.rows = rows;
        this.graph = graph;
        this.buckets = buckets;
        this.claims = new ClaimChanges(rows, graph, ofFiles);
        this.bodies = new BodyChanges(rows, graph);
    }

    void write() {
        graph.work.readsAllFor().ifPresent(rows::readAll);
        graph.looked().stream()
                .filter(node -> node.claimsFetched && node.isForgotten())
                .forEach(gone::add);
        FactRows.Rows<FactRows.BucketRow> bucketRows = bucketRows();
        contents();
        FactRows.Rows<FactRows.SlotRow> slotRows = slotRows();
        FactRows.Rows<FactRows.ClaimRow> claimRows = claims.changes(this::isMade);
        FactRows.Rows<FactRows.EntityRow> entityRows = entityRows();
        FactRows.Rows<FactRows.SourceRow> sourceRows = sourceRows();
        WorkChanges work = WorkChanges.of(graph.work);
        List<Long> clearedSweeps = new ArrayList<>();
        rows.write(new FactRows.RowChanges(
                bucketRows,
                entityRows,
                claimRows,
                slotRows,
                sourceRows,
                contents,
                claims.documents,
                claims.replacedDocuments,
                bodies.added,
                bodies.replaced,
                clearedSweeps,
                swept(clearedSweeps),
                work.due(),
                work.done()));
    }

    // Buckets

    private FactRows.Rows<FactRows.BucketRow> bucketRows() {
        FactRows.Rows<FactRows.BucketRow> changes = FactRows.Rows.none();
        for (StoredBucket bucket : graph.buckets()) {
            if (isKept(bucket)) {
                changes.add(bucket.row, bucket.toRow());
            } else if (bucket.row != null) {
                changes.removed().add(bucket.id);
            }
        }
        return changes;
    }

    private boolean isKept(StoredBucket bucket) {
        return buckets.find(bucket.provider()).equals(Optional.of(bucket));
    }

    private Map<Long, Set<FactRows.SweptRow>> swept(List<Long> cleared) {
        Map<Long, Set<FactRows.SweptRow>> swept = new HashMap<>();
        for (StoredBucket bucket : graph.buckets()) {
            if (bucket.row != null && (bucket.sweptAnew || !isKept(bucket))) {
                cleared.add(bucket.id);
            }
            Set<FactRows.SweptRow> named = new HashSet<>();
            bucket.sweptNow.forEach(
                    key -> named.add(new FactRows.SweptRow(key.ref(), key.location(), key.documentIndex())));
            if (!named.isEmpty()) {
                swept.put(bucket.id, named);
            }
        }
        return swept;
    }

    // What sources gave

    private void contents() {
        Map<Long, StoredSource> read = new LinkedHashMap<>();
        for (StoredSource source : graph.sources.all()) {
            if (source.content != null) {
                read.put(source.id, source);
            }
        }
        if (!read.isEmpty()) {
            Map<Long, List<FactRows.FileRow>> before = new HashMap<>();
            rows.files(read.keySet()).forEach(file -> before.computeIfAbsent(file.source(), id -> new ArrayList<>())
                    .add(file));
            read.forEach((id, source) -> contents.add(new ContentChange(rows, graph, ofFiles)
                    .of(id, Objects.requireNonNull(source.content), before.getOrDefault(id, List.of()))));
        }
    }

    // Slots and claims

    private boolean isKept(StoredSlot slot) {
        return kept.computeIfAbsent(slot, asked -> {
            boolean emitterKept = slot.emitter() instanceof StoredBucket bucket
                    ? isKept(bucket)
                    : !gone.contains((StoredNode) slot.emitter());
            return emitterKept && slot.isKept() && (slot.want().isEmpty() || isRead(slot));
        });
    }

    private static boolean isRead(StoredSlot slot) {
        Map<LocationRef, Slot> here = slot.emitter() instanceof StoredBucket bucket
                ? bucket.bySourceHere()
                : ((StoredNode) slot.emitter()).bySourceHere();
        return here.get(slot.source().orElseThrow()) == slot;
    }

    private FactRows.Rows<FactRows.SlotRow> slotRows() {
        FactRows.Rows<FactRows.SlotRow> changes = FactRows.Rows.none();
        Set<StoredSlot> all = new HashSet<>();
        List<StoredSlot> ordered = new ArrayList<>(graph.slots());
        graph.buckets().forEach(bucket -> addSlots(bucket.directHere(), bucket.bySourceHere(), ordered));
        graph.looked().forEach(node -> addSlots(node.directHere(), node.bySourceHere(), ordered));
        for (StoredSlot slot : ordered) {
            if (!all.add(slot)) {
                continue;
            }
            if (isKept(slot)) {
                if (slot.id == 0) {
                    slot.id = rows.nextId();
                }
                changes.add(slot.row, row(slot));
            } else if (slot.row != null) {
                changes.removed().add(slot.id);
            }
        }
        return changes;
    }

    private static void addSlots(StoredSlot direct, Map<LocationRef, Slot> bySource, List<StoredSlot> to) {
        to.add(direct);
        bySource.values().forEach(slot -> to.add((StoredSlot) slot));
    }

    private FactRows.SlotRow row(StoredSlot slot) {
        Optional<Want> want = slot.want();
        return new FactRows.SlotRow(
                slot.id,
                slot.emitter() instanceof StoredBucket bucket ? bucket.id : null,
                slot.emitter() instanceof StoredNode node ? node.id : null,
                want.map(wanted -> graph.work
                                .sourceHere(wanted.source())
                                .map(source -> source.id)
                                .orElseGet(
                                        () -> Objects.requireNonNull(slot.row).source()))
                        .orElse(null),
                want.map(Want::source).orElse(null),
                want.map(Want::optional).orElse(false),
                want.flatMap(Want::place),
                slot.findings(),
                slot.count(),
                slot.nextPosition());
    }

    private boolean isMade(StoredClaimant claimant) {
        StoredSlot slot = (StoredSlot) claimant.slot();
        return isKept(slot) && slot.here(claimant);
    }

    // Entities

    private FactRows.Rows<FactRows.EntityRow> entityRows() {
        FactRows.Rows<FactRows.EntityRow> changes = FactRows.Rows.none();
        for (StoredNode node : graph.looked()) {
            FactRows.EntityRow before = node.row;
            if (!gone.contains(node)) {
                changes.add(before, row(node));
            } else if (before != null) {
                changes.removed().add(node.id);
                bodies.gone(before);
            }
        }
        return changes;
    }

    private FactRows.EntityRow row(StoredNode node) {
        FactRows.EntityRow before = node.row;
        Rank rank = node.rank;
        StoredClaimant held = (StoredClaimant) node.held;
        return new FactRows.EntityRow(
                node.id,
                node.ref,
                rank == null ? null : rank.order(),
                rank == null ? null : rank.origin(),
                node.claimsFetched
                        ? (held == null ? null : Long.valueOf(held.id))
                        : Objects.requireNonNull(before).held(),
                node.heldOrigin,
                node.given,
                node.slotsFetched ? emits(node) : Objects.requireNonNull(before).emits(),
                bodies.accepted(node),
                node.findings,
                node.claimsFetched
                        ? Conflicts.isIn(node)
                        : Objects.requireNonNull(before).conflict(),
                node.reads,
                node.orphanSince,
                before == null ? null : before.visibleLocation());
    }

    private boolean emits(StoredNode node) {
        return isKept(node.directHere())
                || node.bySourceHere().values().stream().anyMatch(slot -> isKept((StoredSlot) slot));
    }

    // Sources

    private FactRows.Rows<FactRows.SourceRow> sourceRows() {
        FactRows.Rows<FactRows.SourceRow> changes = FactRows.Rows.none();
        for (StoredSource source : graph.sources.all()) {
            boolean there = graph.work.sourceHere(source.ref).equals(Optional.of(source));
            if (there) {
                changes.add(source.row, source.toRow());
            } else if (source.row != null) {
                changes.removed().add(source.id);
            }
        }
        return changes;
    }
}
