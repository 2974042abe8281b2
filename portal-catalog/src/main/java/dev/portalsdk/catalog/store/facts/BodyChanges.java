package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Accepted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which accepted versions are different. */
final class BodyChanges {
    final List<FactRows.NewBody> added = new ArrayList<>();
    final List<Long> replaced = new ArrayList<>();

    private final FactRows rows;
    private final StoredGraph graph;

    BodyChanges(FactRows rows, StoredGraph graph) {
        this.rows = rows;
        this.graph = graph;
    }

    /** The entity goes with all that it was. */
    void gone(FactRows.EntityRow entity) {
        FactRows.AcceptedRow accepted = entity.accepted();
        if (accepted != null) {
            replaced.add(accepted.body());
        }
    }

    /** What a node was last accepted as; null if it is not. */
    FactRows.@Nullable AcceptedRow accepted(StoredNode node) {
        FactRows.AcceptedRow before = node.row == null ? null : node.row.accepted();
        Accepted now = node.accepted;
        if (now == null) {
            if (before != null && node.kept == null) {
                replaced.add(before.body());
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
            added.add(new FactRows.NewBody(body, version, text.json(), now.entity()));
            if (before != null) {
                replaced.add(before.body());
            }
        }
        return new FactRows.AcceptedRow(body, version, now.location(), now.origin(), relations(now));
    }

    private static @Nullable String relations(Accepted accepted) {
        return accepted.relations().equals(accepted.entity().relations())
                ? null
                : StoredRelations.write(accepted.relations());
    }
}
