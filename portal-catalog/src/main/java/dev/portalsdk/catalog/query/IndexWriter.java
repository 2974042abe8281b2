package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Makes snapshots, each of the one before: any number of {@link #put}, then {@link #publish}. For one thread. */
final class IndexWriter {
    /** Changes after which it pays to look for runs of rows. */
    private static final int PACK_AFTER = 1000;

    private IndexSnapshot published = IndexSnapshot.empty();
    private final NodeTable nodes = new NodeTable(published);
    private final RelationTable relations = new RelationTable(nodes);
    private final RoaringBitmap live = new RoaringBitmap();
    private final Map<Integer, RowChange> changes = new LinkedHashMap<>();

    /** Makes an entity what it is now; null removes it. */
    void put(EntityRef ref, @Nullable StitchedEntity after) {
        Node known = after == null ? nodes.find(ref) : nodes.intern(after.ref());
        if (known == null || (after == null && known.entity() == null)) {
            return;
        }
        StitchedEntity before = known.entity();
        mark(known.row(), before, after);
        nodes.put(known.withEntity(after));
        if (before == null || after == null || !before.relations().equals(after.relations())) {
            relations.change(known.id(), facts(before), facts(after));
        }
        nodes.release(known.row());
    }

    private void mark(int row, @Nullable StitchedEntity before, @Nullable StitchedEntity after) {
        if (after == null) {
            live.remove(row);
        } else {
            live.add(row);
        }
        RowChange earlier = changes.get(row);
        changes.put(row, new RowChange(row, earlier == null ? before : earlier.before(), after));
    }

    /** What an entity declares, each once. */
    private static Collection<Relation> facts(@Nullable StitchedEntity entity) {
        List<Relation> relations = entity == null ? List.of() : entity.relations();
        return relations.size() < 2 ? relations : new LinkedHashSet<>(relations);
    }

    /** The snapshot after all that was put. */
    IndexSnapshot publish(long version) {
        if (changes.size() >= PACK_AFTER) {
            live.runOptimize();
        }
        RoaringBitmap rows = live.clone();
        IndexSnapshot after = new IndexSnapshot(version, nodes.refs(), nodes.nodes(), rows, relations.byType());
        nodes.freeze();
        published.derived().follow(new Derived.Step(published, after, List.copyOf(changes.values())));
        published = after;
        changes.clear();
        return after;
    }
}
