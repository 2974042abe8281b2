package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What this node wrote and is about to ask for: a document that was read is processed next, an entity that was accepted is stitched, and what was published
 * goes to the node's own index. Each is given out once, instead of being read back and parsed; what is asked for twice, or was written by others, comes
 * from the database. For any number of threads.
 *
 * <p>Only what was committed is taken in, and documents and entities are known by the hashes of their content beside their numbers: a server
 * that lost its last transactions, and gives their numbers to others, changes nothing.
 */
final class JustWritten {
    /** Some tens of megabytes at most, and only while so much work is under way. */
    private static final int MOST = 16_384;

    private final Map<FactRows.DocumentRow, EntityDescriptor> documents = bounded();
    private final Map<String, Entity> entities = bounded();
    private final NavigableMap<Long, Change> changes = new TreeMap<>();

    /** What one transaction wrote. */
    record Batch(
            Map<FactRows.DocumentRow, EntityDescriptor> documents, Map<String, Entity> entities, List<Change> changes) {
        static Batch empty() {
            return new Batch(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        }
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MOST;
            }
        };
    }

    /** The transaction was committed. */
    synchronized void committed(Batch batch) {
        documents.putAll(batch.documents());
        entities.putAll(batch.entities());
        batch.changes().forEach(change -> changes.put(change.version(), change));
        while (changes.size() > MOST) {
            changes.pollFirstEntry();
        }
    }

    synchronized @Nullable EntityDescriptor takeDocument(FactRows.DocumentRow document) {
        return documents.remove(document);
    }

    /** @param version the hash of its document */
    synchronized @Nullable Entity takeEntity(String version) {
        return entities.remove(version);
    }

    /** Changes that follow a version without a gap, up to so many; those before it are forgotten, as whoever asks has seen them. */
    synchronized List<Change> changesAfter(long version, int limit) {
        changes.headMap(version, true).clear();
        List<Change> next = new ArrayList<>();
        long expected = version;
        for (Change change : changes.values()) {
            if (change.version() != ++expected || next.size() == limit) {
                break;
            }
            next.add(change);
        }
        return next;
    }

    /** Nothing waits to be read or processed. */
    synchronized void nothingIsDue() {
        documents.clear();
    }

    /** Nothing waits to be stitched. */
    synchronized void nothingIsStitchable() {
        entities.clear();
    }

    /** Entities are read as other kinds from now on. */
    synchronized void clear() {
        documents.clear();
        entities.clear();
        changes.clear();
    }

    /** The version of the last of these. */
    static Optional<Long> last(List<Change> changes) {
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(changes.get(changes.size() - 1).version());
    }
}
