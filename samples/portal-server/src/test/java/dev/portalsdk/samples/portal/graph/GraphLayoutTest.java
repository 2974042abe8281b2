package dev.portalsdk.samples.portal.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.TestPortal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GraphLayoutTest {
    private static EntityRef ref(int number) {
        return new EntityRef("component", "default", "c" + number);
    }

    /** Any graph: number, column, and between which numbers there are edges. */
    @Property(tries = 200)
    void boxesLieInsideAndApart(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -3, max = 3) Integer> columns,
            @ForAll @Size(max = 60) List<@IntRange(max = 1599) Integer> pairs) {
        List<RelationGraph.Node> nodes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            nodes.add(new RelationGraph.Node(ref(i), columns.get(i), Optional.empty()));
        }
        List<RelationGraph.Edge> edges = pairs.stream()
                .map(pair -> new RelationGraph.Edge(
                        ref(pair % columns.size()), ref(pair / 40 % columns.size()), "dependsOn"))
                .toList();
        GraphLayout layout = GraphLayout.of(new RelationGraph(nodes, edges, 0));
        assertEquals(nodes.size(), layout.boxes().size());
        for (GraphLayout.Box box : layout.boxes()) {
            assertTrue(box.x() >= 0 && box.x() + GraphLayout.BOX_WIDTH <= layout.width());
            assertTrue(box.y() >= 0 && box.y() + GraphLayout.BOX_HEIGHT <= layout.height());
            for (GraphLayout.Box other : layout.boxes()) {
                boolean apart = box.equals(other)
                        || Math.abs(box.x() - other.x()) >= GraphLayout.BOX_WIDTH
                        || Math.abs(box.y() - other.y()) >= GraphLayout.BOX_HEIGHT;
                assertTrue(apart, () -> box + " overlaps " + other);
            }
        }
        assertEquals(layout, GraphLayout.of(new RelationGraph(nodes, edges, 0)), "the same each time");
    }

    @Test
    void whatIsPointedToLiesRightAndWhatPointsHereLeft() throws Exception {
        try (TestPortal portal = TestPortal.ofSample()) {
            var queries = portal.parts().catalog().queries();
            var api = queries.byRef(EntityRef.parse("api:order-api")).orElseThrow();
            RelationGraph graph = RelationGraph.around(queries, api, 1, Set.of());
            assertEquals(-1, column(graph, "component:order-service"));
            assertEquals(-1, column(graph, "component:storefront"));
            assertEquals(1, column(graph, "group:team-platform"));
            assertTrue(graph.edges()
                    .contains(new RelationGraph.Edge(
                            EntityRef.parse("component:order-service"), api.ref(), "providesApi")));
            assertTrue(graph.edges().stream().allMatch(edge -> RelationGraph.isForward(edge.type())));
        }
    }

    private static int column(RelationGraph graph, String ref) {
        return graph.nodes().stream()
                .filter(node -> node.ref().equals(EntityRef.parse(ref)))
                .findFirst()
                .orElseThrow()
                .column();
    }
}
