package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationType;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * One version of the visible catalog. What it holds never changes; what follows from it is made when first asked for. For any number of threads.
 *
 * <p>Sets and arrays that it gives are its own: they must not be changed.
 */
final class IndexSnapshot {
    private final long version;
    private final HashTrie<RefRow> refs;
    private final PersistentArray<Node> nodes;
    private final RoaringBitmap live;
    private final Map<RelationType, RelationRows> relations;
    private final DerivedIndexes derived = new DerivedIndexes();

    IndexSnapshot(
            long version,
            HashTrie<RefRow> refs,
            PersistentArray<Node> nodes,
            RoaringBitmap live,
            Map<RelationType, RelationRows> relations) {
        this.version = version;
        this.refs = refs;
        this.nodes = nodes;
        this.live = live;
        this.relations = relations;
    }

    /** Before the first change. */
    static IndexSnapshot empty() {
        return new IndexSnapshot(0, HashTrie.by(RefRow::hash), PersistentArray.empty(), new RoaringBitmap(), Map.of());
    }

    long version() {
        return version;
    }

    HashTrie<RefRow> refs() {
        return refs;
    }

    PersistentArray<Node> nodes() {
        return nodes;
    }

    /** The rows of entities. */
    RoaringBitmap live() {
        return live;
    }

    /** Who has relations of a type, for every type there is. */
    Map<RelationType, RelationRows> relations() {
        return relations;
    }

    DerivedIndexes derived() {
        return derived;
    }

    /** Null if the catalog does not know the ref. */
    @Nullable
    Node find(EntityRef ref) {
        RefRow id = find(refs, ref);
        return id == null ? null : node(id.row());
    }

    static @Nullable RefRow find(HashTrie<RefRow> refs, EntityRef ref) {
        int hash = ref.hashCode();
        for (RefRow id : refs.candidates(hash)) {
            if (id.isOf(ref, hash)) {
                return id;
            }
        }
        return null;
    }

    /** The node of a row that is in one of this snapshot's sets. */
    Node node(int row) {
        Node node = nodes.get(row);
        if (node == null) {
            throw new IllegalStateException("Row " + row + " is nobody's in version " + version);
        }
        return node;
    }

    /** Hands out the nodes of entities, by row. */
    void forEachLive(Consumer<Node> action) {
        live.forEach((org.roaringbitmap.IntConsumer) row -> action.accept(node(row)));
    }

    /** Hands out the types by this name, given in lower case, in both directions: with the name as theirs, and as their inverse's. */
    void forEachType(
            String foldedName,
            BiConsumer<RelationType, RelationRows> named,
            BiConsumer<RelationType, RelationRows> inverse) {
        relations.forEach((type, rows) -> {
            if (type.name().equalsIgnoreCase(foldedName)) {
                named.accept(type, rows);
            }
            if (type.inverseName().equalsIgnoreCase(foldedName)) {
                inverse.accept(type, rows);
            }
        });
    }

    /** The values at a key, which must be lower case and no relation's. */
    Column column(String key) {
        return (Column) derived.get(key, version, () -> Column.of(this, key));
    }

    OrderIndex order(Ordering ordering) {
        return (OrderIndex) derived.get(ordering, version, () -> OrderIndex.of(this, ordering));
    }

    boolean hasOrder(Ordering ordering) {
        return derived.has(ordering);
    }

    TextIndex texts() {
        return (TextIndex) derived.get(TextIndex.class, version, () -> TextIndex.of(this));
    }
}
