package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be read, processed and stitched, and the sources there are. Guarded by the store's lock. */
class WorkQueue {
    final LeasedQueue<SourceState> toRead = queue();
    final LeasedQueue<Node> toProcess = queue();
    final LeasedQueue<Node> toStitch = queue();

    private final Map<LocationRef, SourceState> sources = new LinkedHashMap<>();
    private final Set<SourceState> patterns = new LinkedHashSet<>();
    private final Set<Node> reading = new LinkedHashSet<>();

    <T> LeasedQueue<T> queue() {
        return new LeasedQueue<>();
    }

    Optional<SourceState> source(LocationRef ref) {
        return Optional.ofNullable(sources.get(ref));
    }

    Collection<SourceState> sources() {
        return sources.values();
    }

    /** Those that name files by a pattern. */
    Collection<SourceState> patterns() {
        return patterns;
    }

    /** Entities that read files of their own. */
    Collection<Node> reading() {
        return reading;
    }

    void process(Node node) {
        node.onlyIfReadsChanged = false;
        toProcess.add(node);
    }

    /** Process it if what it reads has changed, be it while that is being looked at. */
    void checkReads(Node node) {
        if (!toProcess.isOpen(node)) {
            node.onlyIfReadsChanged = true;
        }
        toProcess.add(node);
    }

    /** Everything that is read is to be looked at again. */
    void readAll() {
        sources.values().forEach(toRead::add);
        reading.forEach(this::checkReads);
    }

    void reads(Node node) {
        if (node.reads.isEmpty()) {
            reading.remove(node);
        } else {
            reading.add(node);
        }
    }

    void stitch(Node node) {
        toStitch.add(node);
    }

    /** Its readers get what it gives anew, even if it is what it was. */
    void readAnew(SourceState source) {
        source.readersChanged = true;
        toRead.add(source);
    }

    void addReader(Slot slot) {
        LocationRef ref = slot.source().orElseThrow();
        SourceState source = source(ref).orElseGet(() -> added(ref));
        source.readers().put(slot.emitter().giver(), slot);
        readAnew(source);
    }

    private SourceState added(LocationRef ref) {
        SourceState source = newSource(ref);
        sources.put(ref, source);
        if (source.isPattern()) {
            patterns.add(source);
        }
        return source;
    }

    SourceState newSource(LocationRef ref) {
        return new SourceState(ref);
    }

    void removeReader(Slot slot) {
        SourceState source = source(slot.source().orElseThrow()).orElse(null);
        if (source != null) {
            source.readers().remove(slot.emitter().giver());
            if (source.readers().isEmpty()) {
                sources.remove(source.ref);
                patterns.remove(source);
                toRead.forget(source);
            }
        }
    }

    void stopReading(Emitter emitter) {
        emitter.bySource().values().forEach(this::removeReader);
        emitter.removeSlots();
    }

    /** What was claimed of it is superseded, and nothing is to be done about it. */
    void forget(Node node) {
        reading.remove(node);
        toProcess.forget(node);
        toStitch.forget(node);
    }

    CatalogStore.Backlog backlog() {
        List<LeasedQueue<?>> queues = List.of(toRead, toProcess, toStitch);
        return new CatalogStore.Backlog(
                toRead.waiting() + toProcess.waiting(),
                toStitch.waiting(),
                queues.stream().mapToInt(LeasedQueue::claimed).sum(),
                queues.stream().flatMap(queue -> queue.nextExpiry().stream()).min(Comparator.naturalOrder()));
    }
}
