package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The refs that a batch knows, each with its row: found by either, given a row when first named, and forgotten when nothing is left of them. */
final class NodeTable {
    private final Deque<Integer> freeRows = new ArrayDeque<>();
    private int rows;
    private Edit edit = new Edit();
    private HashTrie<RefRow> refs;
    private PersistentArray<Node> nodes;

    NodeTable(IndexSnapshot snapshot) {
        this.refs = snapshot.refs();
        this.nodes = snapshot.nodes();
    }

    /** What was made until now is nobody's to change any more. */
    void freeze() {
        edit = new Edit();
    }

    Edit edit() {
        return edit;
    }

    HashTrie<RefRow> refs() {
        return refs;
    }

    PersistentArray<Node> nodes() {
        return nodes;
    }

    @Nullable
    Node find(EntityRef ref) {
        RefRow id = IndexSnapshot.find(refs, ref);
        return id == null ? null : node(id.row());
    }

    /** What is known of a row that is in use. */
    Node node(int row) {
        Node node = nodes.get(row);
        if (node == null) {
            throw new IllegalStateException("Row " + row + " is nobody's");
        }
        return node;
    }

    Node intern(EntityRef ref) {
        RefRow known = IndexSnapshot.find(refs, ref);
        if (known != null) {
            return node(known.row());
        }
        Integer free = freeRows.poll();
        RefRow id = new RefRow(free == null ? rows++ : free, ref);
        refs = refs.replace(id.hash(), null, id, edit);
        Node node = Node.of(id);
        put(node);
        return node;
    }

    /** Takes the place of what was known before. */
    void put(Node node) {
        nodes = nodes.with(node.row(), node, edit);
    }

    /** As {@link #release(int)}, if the ref is known. */
    void release(EntityRef ref) {
        RefRow id = IndexSnapshot.find(refs, ref);
        if (id != null) {
            release(id.row());
        }
    }

    /** Forgets the ref of a row, if there is no entity and no relation of it; a row that is nobody's stays so. */
    void release(int row) {
        Node node = nodes.get(row);
        if (node != null && node.isVoid()) {
            refs = refs.replace(node.id().hash(), node.id(), null, edit);
            nodes = nodes.with(row, null, edit);
            freeRows.push(row);
        }
    }
}
