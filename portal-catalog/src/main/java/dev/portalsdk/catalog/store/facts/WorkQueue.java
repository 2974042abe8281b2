package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be read, processed and stitched, and the sources there are. Guarded by the store's lock. */
class WorkQueue {
    final LeasedQueue<SourceState> filesToRead = queue();
    final LeasedQueue<SourceState> urlsToRead = queue();
    final LeasedQueue<Node> toProcess = queue();
    final LeasedQueue<Node> toStitch = queue();

    private final Map<LocationRef, SourceState> sources = new LinkedHashMap<>();
    private final Set<SourceState> patterns = new LinkedHashSet<>();
    private final Set<Node> reading = new LinkedHashSet<>();

    /** The number of the last change from outside. */
    private long lastCause;

    /** On whose account work is made now. */
    private Causes causes = Causes.of(0);

    <T> LeasedQueue<T> queue() {
        return new LeasedQueue<>();
    }

    /** A change from outside begins. @return its number */
    final long begin() {
        long cause = nextCause();
        causes = Causes.of(cause);
        return cause;
    }

    long nextCause() {
        return ++lastCause;
    }

    /** What follows from a piece of work is on the account of whom that was on. */
    final void continueFor(Causes of) {
        causes = of;
    }

    /** Whether all is done that follows from a change. */
    boolean isSettled(long cause) {
        return queues().stream().flatMap(queue -> queue.causes().stream()).noneMatch(open -> open.contains(cause));
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

    boolean isToProcess(Node node) {
        return toProcess.isOpen(node);
    }

    boolean isToStitch(Node node) {
        return toStitch.isOpen(node);
    }

    boolean isToRead(SourceState source) {
        return toRead(source).isOpen(source);
    }

    final EntityFacts.State state(Node node) {
        if (isToProcess(node)) {
            return EntityFacts.State.TO_PROCESS;
        }
        return isToStitch(node) ? EntityFacts.State.TO_STITCH : EntityFacts.State.SETTLED;
    }

    void process(Node node) {
        node.onlyIfReadsChanged = false;
        toProcess.add(node, causes);
    }

    /** Process it if what it reads has changed, be it while that is being looked at. */
    void checkReads(Node node) {
        if (!toProcess.isOpen(node)) {
            node.onlyIfReadsChanged = true;
        }
        toProcess.add(node, causes);
    }

    /** Everything that is read is to be looked at again. */
    void readAll() {
        sources.values().forEach(this::read);
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
        toStitch.add(node, causes);
    }

    /** Its readers get what it gives anew, even if it is what it was. */
    void readAnew(SourceState source) {
        source.readersChanged = true;
        read(source);
    }

    void read(SourceState source) {
        toRead(source).add(source, causes);
    }

    /** What other machines give waits apart: of that only so much is handed out as can be waited for. */
    LeasedQueue<SourceState> toRead(SourceState source) {
        return source.ref.type().equals("url") ? urlsToRead : filesToRead;
    }

    /** Hands out sources to read, the longest waiting first; of URLs at most so many. */
    List<LeasedQueue.Claimed<SourceState>> takeReads(int limit, int urls, Instant now, Instant until) {
        List<LeasedQueue.Claimed<SourceState>> taken = filesToRead.take(limit, now, until);
        taken.addAll(urlsToRead.take(Math.min(limit - taken.size(), urls), now, until));
        return taken;
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

    /** One that is kept elsewhere. */
    void fetched(SourceState source) {
        sources.put(source.ref, source);
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
                toRead(source).forget(source);
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

    /**
     * Hands out what is to be stitched, the longest waiting first.
     *
     * @param early also entities that may soon be different; never the news that one is gone
     */
    List<LeasedQueue.Claimed<Node>> takeStitchable(int limit, boolean early, Instant now, Instant until) {
        Set<Causes> unfinished = Stream.of(filesToRead, urlsToRead, toProcess)
                .flatMap(queue -> queue.causes().stream())
                .collect(Collectors.toSet());
        Predicate<Causes> finished = causes -> unfinished.stream().noneMatch(causes::overlaps);
        if (unfinished.isEmpty()) {
            return toStitch.take(limit, now, until);
        }
        if (!early && toStitch.causes().stream().noneMatch(finished)) {
            return List.of();
        }
        Map<Causes, Boolean> known = new HashMap<>();
        return toStitch.take(
                limit,
                now,
                until,
                (node, causes) -> (early && node.isPresent()) || known.computeIfAbsent(causes, finished::test));
    }

    private List<LeasedQueue<?>> queues() {
        return List.of(filesToRead, urlsToRead, toProcess, toStitch);
    }

    CatalogStore.Backlog backlog() {
        return new CatalogStore.Backlog(
                filesToRead.waiting() + urlsToRead.waiting() + toProcess.waiting(),
                toStitch.waiting(),
                queues().stream().mapToInt(LeasedQueue::claimed).sum(),
                queues().stream().flatMap(queue -> queue.nextExpiry().stream()).min(Comparator.naturalOrder()));
    }
}
