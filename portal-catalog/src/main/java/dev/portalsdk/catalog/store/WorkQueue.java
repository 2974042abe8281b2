package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be read, processed and stitched, the longest waiting first. Guarded by the store's lock. */
final class WorkQueue {
    private final Map<LocationRef, SourceState> sources = new LinkedHashMap<>();
    private final Set<SourceState> toRead = new LinkedHashSet<>();
    private final Set<Node> toProcess = new LinkedHashSet<>();
    private final Set<Node> toStitch = new LinkedHashSet<>();

    Optional<SourceState> source(LocationRef ref) {
        return Optional.ofNullable(sources.get(ref));
    }

    Collection<SourceState> sources() {
        return sources.values();
    }

    void process(Node node) {
        node.generation++;
        toProcess.add(node);
    }

    void stitch(Node node) {
        node.stitchGeneration++;
        toStitch.add(node);
    }

    void read(SourceState source) {
        source.generation++;
        toRead.add(source);
    }

    /** Its readers get what it gives anew, even if it is what it was. */
    void readAnew(SourceState source) {
        source.readersChanged = true;
        read(source);
    }

    void addReader(Slot slot) {
        LocationRef ref = slot.source().orElseThrow();
        SourceState source = sources.computeIfAbsent(ref, SourceState::new);
        source.readers.put(slot.emitter().giver(), slot);
        readAnew(source);
    }

    void removeReader(Slot slot) {
        SourceState source = sources.get(slot.source().orElseThrow());
        if (source != null) {
            source.readers.remove(slot.emitter().giver());
            if (source.readers.isEmpty()) {
                source.generation++;
                sources.remove(source.ref);
                toRead.remove(source);
            }
        }
    }

    void stopReading(Emitter emitter) {
        emitter.bySource.values().forEach(this::removeReader);
        emitter.bySource.clear();
    }

    /** What was claimed of it is superseded, and no more is to be done. */
    void forget(Node node) {
        node.generation++;
        toProcess.remove(node);
    }

    List<SourceState> takeToRead(int limit) {
        return take(toRead, limit);
    }

    List<Node> takeToProcess(int limit) {
        return take(toProcess, limit);
    }

    List<Node> takeToStitch(int limit) {
        return take(toStitch, limit);
    }

    private static <T> List<T> take(Set<T> from, int limit) {
        List<T> taken = new ArrayList<>(Math.min(limit, from.size()));
        for (Iterator<T> it = from.iterator(); taken.size() < limit && it.hasNext(); ) {
            taken.add(it.next());
            it.remove();
        }
        return taken;
    }
}
