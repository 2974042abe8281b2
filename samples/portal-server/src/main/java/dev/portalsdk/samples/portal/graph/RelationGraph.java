package dev.portalsdk.samples.portal.graph;

import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lies around an entity, up to some steps away.
 *
 * @param nodes the centre first, then by distance; none lies further left or right than the steps allow
 * @param edges each relation once, in the direction that descriptors declare it
 * @param hidden how many neighbours were left out
 */
public record RelationGraph(List<Node> nodes, List<Edge> edges, int hidden) {
    /** The most entities that a picture can be read with. */
    public static final int MOST_NODES = 60;

    /** Kinds of relations that lead away from what declares them; the others are their other side. */
    private static final Set<String> FORWARD =
            Set.of("ownedBy", "providesApi", "consumesApi", "dependsOn", "partOf", "childOf", "memberOf");

    /**
     * An entity of the picture.
     *
     * @param column 0 for the centre; what it points to lies right of it, what points to it left
     * @param entity empty if the catalog has none of that name
     */
    public record Node(EntityRef ref, int column, Optional<StitchedEntity> entity) {}

    /** A relation between two nodes. */
    public record Edge(EntityRef from, EntityRef to, String type) {}

    /**
     * Walks from an entity.
     *
     * @param depth 1 to 3 steps
     * @param types of relations to follow, as their declaring side names them; empty for all
     */
    public static RelationGraph around(EntityQueries queries, StitchedEntity centre, int depth, Set<String> types) {
        return new Walk(queries, types).from(centre, Math.max(1, Math.min(depth, 3)));
    }

    /** Whether a type of relation is one that descriptors declare. */
    public static boolean isForward(String type) {
        return FORWARD.contains(type);
    }

    private static final class Walk {
        private final EntityQueries queries;
        private final Set<String> types;
        private final Map<EntityRef, Node> nodes = new LinkedHashMap<>();
        private final Set<Edge> edges = new LinkedHashSet<>();
        private final Set<EntityRef> hidden = new HashSet<>();

        Walk(EntityQueries queries, Set<String> types) {
            this.queries = queries;
            this.types = types;
        }

        RelationGraph from(StitchedEntity centre, int depth) {
            nodes.put(centre.ref(), new Node(centre.ref(), 0, Optional.of(centre)));
            List<Node> ring = List.of(nodes.get(centre.ref()));
            for (int step = 0; step < depth; step++) {
                ring = next(ring);
            }
            if (depth > 1) {
                ring.forEach(node -> link(node, false)); // relations among the outermost
            }
            return new RelationGraph(List.copyOf(nodes.values()), List.copyOf(edges), hidden.size());
        }

        private List<Node> next(Collection<Node> ring) {
            Map<EntityRef, Integer> columns = new LinkedHashMap<>();
            ring.forEach(node -> link(node, true).forEach(columns::putIfAbsent));
            Iterator<Optional<StitchedEntity>> entities =
                    queries.byRefs(List.copyOf(columns.keySet())).iterator();
            List<Node> found = new ArrayList<>();
            columns.forEach((ref, column) -> found.add(new Node(ref, column, entities.next())));
            found.forEach(node -> nodes.put(node.ref(), node));
            return found;
        }

        /** Adds a node's edges, and gives those of its neighbours that are new, with their columns. */
        private Map<EntityRef, Integer> link(Node node, boolean grow) {
            Map<EntityRef, Integer> reached = new LinkedHashMap<>();
            for (Relation relation :
                    node.entity().map(StitchedEntity::relations).orElse(List.of())) {
                Relation declared = FORWARD.contains(relation.type().name())
                                || !FORWARD.contains(relation.type().inverseName())
                        ? relation
                        : relation.inverse();
                EntityRef other = relation.target();
                if (!types.isEmpty() && !types.contains(declared.type().name())) {
                    continue;
                }
                if (!nodes.containsKey(other) && !reached.containsKey(other)) {
                    if (!grow || nodes.size() + reached.size() >= MOST_NODES) {
                        if (grow) {
                            hidden.add(other);
                        }
                        continue;
                    }
                    boolean forward = declared.source().equals(node.ref());
                    reached.put(other, column(node.column(), forward));
                }
                edges.add(new Edge(
                        declared.source(), declared.target(), declared.type().name()));
            }
            return reached;
        }

        /** Further out on its own side; the centre has two. */
        private static int column(int from, boolean forward) {
            if (from == 0) {
                return forward ? 1 : -1;
            }
            return from > 0 ? from + 1 : from - 1;
        }
    }
}
