package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers from memory, kept up by a change feed. For any number of threads: readers never wait for a writer, and each answer is of one version.
 *
 * <p>How it is made is told in the package's description.
 */
public final class InMemoryIndex implements QueryIndex {
    private static final int BATCH = 10_000;

    private final ChangeFeed feed;
    private final Object writing = new Object();
    private IndexWriter writer = new IndexWriter();
    private volatile IndexSnapshot current = IndexSnapshot.empty();

    /** An index of nothing; {@link #catchUp()} fills it. */
    public InMemoryIndex(ChangeFeed feed) {
        this.feed = feed;
    }

    /** An index of one version that does not change any more. */
    public static EntityQueries of(ChangeFeed.Snapshot snapshot) {
        InMemoryIndex index = new InMemoryIndex(new EndedFeed(snapshot.version()));
        index.startFrom(snapshot);
        return index;
    }

    /** A feed in which nothing happens. */
    private record EndedFeed(long version) implements ChangeFeed {
        @Override
        public List<Change> after(long from, int limit) {
            return List.of();
        }

        @Override
        public Snapshot snapshot() {
            throw new CatalogException("This index does not follow a feed");
        }
    }

    /** The version that is answered for: that of the last change that was taken over. */
    public long version() {
        return current.version();
    }

    @Override
    public void close() {
        // nothing is open
    }

    /** What is answered from until the next change. */
    IndexSnapshot snapshot() {
        return current;
    }

    /** Takes over what has happened since the last call. If the feed does not reach back so far, starts again from all that is visible. */
    @Override
    public void catchUp() {
        synchronized (writing) {
            try {
                List<Change> next = feed.after(current.version(), BATCH);
                while (!next.isEmpty()) {
                    next.forEach(
                            change -> writer.put(change.ref(), change.entity().orElse(null)));
                    current = writer.publish(next.get(next.size() - 1).version());
                    next = feed.after(current.version(), BATCH);
                }
            } catch (CatalogException e) {
                startAgain();
            }
        }
    }

    private void startAgain() {
        startFrom(feed.snapshot());
    }

    private void startFrom(ChangeFeed.Snapshot visible) {
        IndexWriter anew = new IndexWriter();
        visible.entities().forEach(entity -> anew.put(entity.ref(), entity));
        current = anew.publish(visible.version());
        writer = anew;
    }

    @Override
    public Optional<StitchedEntity> byRef(EntityRef ref) {
        return byRef(current, ref);
    }

    private static Optional<StitchedEntity> byRef(IndexSnapshot snapshot, EntityRef ref) {
        Node node = snapshot.find(ref);
        return node == null || node.entity() == null
                ? Optional.empty()
                : Optional.of(Relations.joined(snapshot, node, node.entity()));
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs) {
        IndexSnapshot snapshot = current;
        return refs.stream().map(ref -> byRef(snapshot, ref)).toList();
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs, EntityFilter filter) {
        IndexSnapshot snapshot = current;
        RoaringBitmap passing = new Matching(snapshot, QueryProfile.STANDARD).rows(filter);
        return refs.stream()
                .map(ref -> {
                    Node node = snapshot.find(ref);
                    return node != null && passing.contains(node.row())
                            ? byRef(snapshot, ref)
                            : Optional.<StitchedEntity>empty();
                })
                .toList();
    }

    @Override
    public EntityPage find(EntityQuery query) {
        return Pages.find(current, query);
    }

    @Override
    public int count(EntityQuery query) {
        return Matching.count(current, query);
    }

    @Override
    public Map<String, List<FacetValue>> facets(EntityQuery query, Collection<String> keys) {
        return Facets.of(current, query, keys);
    }

    @Override
    public RelationWalk.Result walk(RelationWalk walk) {
        return Walks.of(current, walk);
    }
}
