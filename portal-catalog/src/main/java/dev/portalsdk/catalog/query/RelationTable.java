package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The relations that a batch knows.
 *
 * <p>A relation is held at its target, as the row of its source in the target's {@link Incoming}; its source has it in its own entity. So one that joins a
 * group changes two nodes, however many members the group has. A relation that an entity declares between two others is held at both of them.
 */
final class RelationTable {
    private final NodeTable nodes;
    /** How many more entities declare what is held once. */
    private final Map<Half, Integer> more = new HashMap<>();

    private final Map<RelationType, RelationRows> byType = new HashMap<>();

    /** A relation as its target has it. */
    private record Half(int target, RelationType type, int source) {
        Half inverse() {
            return new Half(source, type.inverse(), target);
        }
    }

    RelationTable(NodeTable nodes) {
        this.nodes = nodes;
    }

    Map<RelationType, RelationRows> byType() {
        return Map.copyOf(byType);
    }

    /** An entity declares other relations than it did. */
    void change(RefRow id, Collection<Relation> lost, Collection<Relation> won) {
        EntityRef self = id.ref();
        int row = id.row();
        Set<RelationType> types = new HashSet<>();
        for (Relation relation : won) {
            if (lost.isEmpty() || !lost.contains(relation)) {
                Half half = half(self, row, relation);
                add(half);
                if (half.source() == row) {
                    types.add(half.type());
                } else {
                    add(half.inverse());
                }
            }
        }
        for (Relation relation : lost) {
            if (won.isEmpty() || !won.contains(relation)) {
                Half half = half(self, row, relation);
                remove(half);
                if (half.source() == row) {
                    types.add(half.type());
                } else {
                    remove(half.inverse());
                }
            }
        }
        types.forEach(type -> declares(row, type, isAmong(won, self, type)));
        lost.forEach(relation -> {
            nodes.release(relation.target());
            nodes.release(relation.source());
        });
    }

    private Half half(EntityRef self, int row, Relation relation) {
        int source = relation.source().equals(self)
                ? row
                : nodes.intern(relation.source()).row();
        return new Half(nodes.intern(relation.target()).row(), relation.type(), source);
    }

    private static boolean isAmong(Collection<Relation> relations, EntityRef source, RelationType type) {
        for (Relation relation : relations) {
            if (relation.type().equals(type) && relation.source().equals(source)) {
                return true;
            }
        }
        return false;
    }

    private void declares(int row, RelationType type, boolean declares) {
        RelationRows rows = byType.getOrDefault(type, RelationRows.NONE);
        Edit edit = nodes.edit();
        Posting declarers =
                declares ? rows.declarers().with(row, edit) : rows.declarers().without(row, edit);
        if (declarers != rows.declarers()) {
            byType.put(type, new RelationRows(declarers, rows.targets()));
        }
    }

    private void add(Half half) {
        Posting sources = nodes.node(half.target()).incoming().sources(half.type());
        if (sources.contains(half.source())) {
            more.merge(half, 1, Integer::sum);
            return;
        }
        hold(half, sources.with(half.source(), nodes.edit()), isHeldAtSource(half) ? 0 : 1);
        if (sources.isEmpty()) {
            leadsTo(half, true);
        }
    }

    private void remove(Half half) {
        if (more.containsKey(half)) {
            more.computeIfPresent(half, (any, count) -> count == 1 ? null : count - 1);
            return;
        }
        Posting sources = nodes.node(half.target()).incoming().sources(half.type());
        Posting left = sources.without(half.source(), nodes.edit());
        hold(half, left, isHeldAtSource(half) && half.source() != half.target() ? 0 : -1);
        if (left.isEmpty()) {
            leadsTo(half, false);
        }
    }

    /** Whether the other end declares the same relation. */
    private boolean isHeldAtSource(Half half) {
        Incoming there = nodes.node(half.source()).incoming();
        return !there.isEmpty() && there.sources(half.type().inverse()).contains(half.target());
    }

    /** Sets the sources of a target, and tells both ends if the relation is new or gone. */
    private void hold(Half half, Posting sources, int sign) {
        Node target = nodes.node(half.target());
        Node source = nodes.node(half.source());
        String name = half.type().name();
        String inverse = half.type().inverseName();
        long atTarget = sign * Fingerprints.of(inverse, name, source.ref());
        nodes.put(target.withIncoming(target.incoming().with(half.type(), sources), target.fingerprint() + atTarget));
        if (sign != 0) {
            Node from = nodes.node(half.source()); // which may be the target
            long atSource = sign * Fingerprints.of(name, inverse, target.ref());
            nodes.put(from.withIncoming(from.incoming(), from.fingerprint() + atSource));
        }
    }

    private void leadsTo(Half half, boolean leads) {
        RelationRows rows = byType.getOrDefault(half.type(), RelationRows.NONE);
        Edit edit = nodes.edit();
        Posting targets = leads
                ? rows.targets().with(half.target(), edit)
                : rows.targets().without(half.target(), edit);
        byType.put(half.type(), new RelationRows(rows.declarers(), targets));
    }
}
