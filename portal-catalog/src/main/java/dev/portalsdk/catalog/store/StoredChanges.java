package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is different in a {@link StoredGraph} when the rules are done, and writes it. */
final class StoredChanges {
    private final FactRows rows;
    private final StoredGraph graph;
    private final Buckets buckets;

    private final List<FactRows.NewContent> contents = new ArrayList<>();
    private final List<FactRows.NewDocument> documents = new ArrayList<>();
    private final List<Long> replacedDocuments = new ArrayList<>();
    private final List<FactRows.NewBody> bodies = new ArrayList<>();
    private final List<Long> replacedBodies = new ArrayList<>();

    /** Numbers of documents that files hold. */
    private final IdentityHashMap<EntityDescriptor, Long> ofFiles = new IdentityHashMap<>();

    private final Set<StoredNode> gone = new HashSet<>();
    private final IdentityHashMap<StoredSlot, Boolean> kept = new IdentityHashMap<>();

    StoredChanges(FactRows rows, StoredGraph graph, Buckets buckets) {
        this.rows = rows;
        this.graph = graph;
        this.buckets = buckets;
    }

    void write() {
        graph.work.readsAllFor().ifPresent(rows::readAll);
        graph.looked().stream()
                .filter(node -> node.claimsFetched && node.isForgotten())
                .forEach(gone::add);
        FactRows.Rows<FactRows.BucketRow> bucketRows = bucketRows();
        contents();
        FactRows.Rows<FactRows.SlotRow> slotRows = slotRows();
        FactRows.Rows<FactRows.ClaimRow> claimRows = claimRows();
        FactRows.Rows<FactRows.EntityRow> entityRows = entityRows();
        FactRows.Rows<FactRows.SourceRow> sourceRows = sourceRows();
        List<FactRows.Due> due = new ArrayList<>();
        List<FactRows.Done> done = new ArrayList<>();
        work(due, done);
        List<Long> clearedSweeps = new ArrayList<>();
        rows.write(new FactRows.RowChanges(
                bucketRows,
                entityRows,
                claimRows,
                slotRows,
                sourceRows,
                contents,
                documents,
                replacedDocuments,
                bodies,
                replacedBodies,
                clearedSweeps,
                swept(clearedSweeps),
                due,
                done));
    }

    // Buckets

    private FactRows.Rows<FactRows.BucketRow> bucketRows() {
        FactRows.Rows<FactRows.BucketRow> changes = none();
        for (StoredBucket bucket : graph.buckets()) {
            if (isKept(bucket)) {
                add(bucket.row, bucket.toRow(), changes);
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
        for (StoredSource source : graph.sources()) {
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
        FactRows.Rows<FactRows.SlotRow> changes = none();
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
                add(slot.row, row(slot), changes);
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

    /** Tells the claims of all slots apart. */
    private record Place(StoredSlot slot, Claimant.Key key) {}

    private FactRows.Rows<FactRows.ClaimRow> claimRows() {
        FactRows.Rows<FactRows.ClaimRow> changes = none();
        Map<Place, StoredClaimant> before = new HashMap<>();
        for (StoredClaimant claimant : graph.fetchedClaims()) {
            if (isMade(claimant)) {
                add(
                        claimant.row,
                        row(claimant, Objects.requireNonNull(claimant.row).document()),
                        changes);
            } else {
                before.put(new Place((StoredSlot) claimant.slot(), claimant.key()), claimant);
            }
        }
        for (StoredClaimant claimant : graph.madeClaims()) {
            if (isMade(claimant)) {
                StoredClaimant same = before.remove(new Place((StoredSlot) claimant.slot(), claimant.key()));
                claimant.id = same == null ? rows.nextId() : same.id;
                long document = document(claimant, same == null ? null : same.row);
                add(same == null ? null : same.row, row(claimant, document), changes);
            }
        }
        for (StoredClaimant claimant : before.values()) {
            changes.removed().add(claimant.id);
            replacedDocuments.add(Objects.requireNonNull(claimant.row).document());
        }
        return changes;
    }

    private boolean isMade(StoredClaimant claimant) {
        StoredSlot slot = (StoredSlot) claimant.slot();
        return isKept(slot) && slot.here(claimant);
    }

    private long document(StoredClaimant claimant, FactRows.@Nullable ClaimRow before) {
        ProvidedEntity offered = claimant.offered();
        Long ofFile = ofFiles.get(offered.descriptor());
        boolean direct = claimant.slot().source().isEmpty();
        if (ofFile == null
                && direct
                && before != null
                && before.version().equals(claimant.version())
                && before.placesVersion().equals(claimant.placesVersion())) {
            return before.document();
        }
        if (before != null) {
            replacedDocuments.add(before.document());
        }
        if (ofFile != null) {
            return ofFile;
        }
        long id = rows.nextId();
        EntityDescriptor descriptor = offered.descriptor();
        documents.add(new FactRows.NewDocument(id, null, 0, descriptor, graph.text(descriptor)));
        return id;
    }

    private static FactRows.ClaimRow row(StoredClaimant claimant, long document) {
        Rank fixed = claimant.fixedRank();
        return new FactRows.ClaimRow(
                claimant.id,
                ((StoredNode) claimant.node()).id,
                ((StoredSlot) claimant.slot()).id,
                claimant.position,
                claimant.location(),
                claimant.documentIndex(),
                document,
                claimant.version(),
                claimant.placesVersion(),
                fixed == null ? null : fixed.origin());
    }

    // Entities

    private FactRows.Rows<FactRows.EntityRow> entityRows() {
        FactRows.Rows<FactRows.EntityRow> changes = none();
        for (StoredNode node : graph.looked()) {
            FactRows.EntityRow before = node.row;
            if (!gone.contains(node)) {
                add(before, row(node), changes);
            } else if (before != null) {
                changes.removed().add(node.id);
                if (before.accepted() != null) {
                    replacedBodies.add(before.accepted().body());
                }
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
                accepted(node),
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

    private FactRows.@Nullable AcceptedRow accepted(StoredNode node) {
        FactRows.AcceptedRow before = node.row == null ? null : node.row.accepted();
        Accepted now = node.accepted;
        if (now == null) {
            if (before != null && node.kept == null) {
                replacedBodies.add(before.body());
            }
            return node.kept;
        }
        StoredTexts.EntityText text = graph.texts.of(now.entity());
        String version = text.version();
        long body;
        if (before != null && before.version().equals(version)) {
            body = before.body();
        } else {
            body = rows.nextId();
            bodies.add(new FactRows.NewBody(body, version, text.json(), now.entity()));
            if (before != null) {
                replacedBodies.add(before.body());
            }
        }
        return new FactRows.AcceptedRow(body, version, now.location(), now.origin(), relations(now));
    }

    private static @Nullable String relations(Accepted accepted) {
        return accepted.relations().equals(accepted.entity().relations())
                ? null
                : StoredRelations.write(accepted.relations());
    }

    // Sources and work

    private FactRows.Rows<FactRows.SourceRow> sourceRows() {
        FactRows.Rows<FactRows.SourceRow> changes = none();
        for (StoredSource source : graph.sources()) {
            boolean there = graph.work.sourceHere(source.ref).equals(Optional.of(source));
            if (there) {
                add(source.row, source.toRow(), changes);
            } else if (source.row != null) {
                changes.removed().add(source.id);
            }
        }
        return changes;
    }

    private void work(List<FactRows.Due> due, List<FactRows.Done> done) {
        for (LeasedQueue<SourceState> queue : List.of(graph.work.filesToRead, graph.work.urlsToRead)) {
            boolean remote = queue == graph.work.urlsToRead;
            for (SourceState item : StoredWork.touched(queue)) {
                long id = ((StoredSource) item).id;
                add(FactRows.Work.READ, id, remote, queue.waitsFor(item), false, due, done);
            }
        }
        nodeWork(FactRows.Work.PROCESS, graph.work.toProcess, due, done);
        nodeWork(FactRows.Work.STITCH, graph.work.toStitch, due, done);
    }

    private static void nodeWork(
            FactRows.Work work, LeasedQueue<Node> queue, List<FactRows.Due> due, List<FactRows.Done> done) {
        for (Node node : StoredWork.touchedNodes(queue)) {
            boolean check = work == FactRows.Work.PROCESS && node.onlyIfReadsChanged;
            add(work, ((StoredNode) node).id, false, queue.waitsFor(node), check, due, done);
        }
    }

    private static void add(
            FactRows.Work work,
            long item,
            boolean remote,
            Optional<Causes> waitsFor,
            boolean check,
            Collection<FactRows.Due> due,
            Collection<FactRows.Done> done) {
        if (waitsFor.isPresent()) {
            Causes causes = waitsFor.get();
            due.add(new FactRows.Due(work, item, remote, check, causes.from(), causes.to()));
        } else {
            done.add(new FactRows.Done(work, item));
        }
    }

    private static <T> FactRows.Rows<T> none() {
        return new FactRows.Rows<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private static <T> void add(@Nullable T before, T now, FactRows.Rows<T> to) {
        if (before == null) {
            to.added().add(now);
        } else if (!before.equals(now)) {
            to.changed().add(now);
        }
    }
}
