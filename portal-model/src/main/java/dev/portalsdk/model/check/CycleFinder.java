package dev.portalsdk.model.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Finds edges without which a graph has no cycle, and for each of them a shortest cycle that it closes.
 *
 * <p>A graph can have more cycles than anyone can list; the edges that lead back in a walk over it are few, and every cycle has one. The first
 * {@code limit} of them are told with their cycles, the others are counted.
 */
final class CycleFinder {
    private static final int UNSEEN = 0;
    private static final int ON_PATH = 1;
    private static final int DONE = 2;

    /** An edge that closes a cycle, and the nodes of the cycle from the edge's target to its start. */
    record Cycle(int edge, List<Integer> nodes) {}

    private final DirectedGraph graph;
    private final int limit;
    private final int[] state;
    private final int[] nextEdge;
    private final int[] path;
    private final List<Cycle> cycles = new ArrayList<>();
    private int more;

    CycleFinder(DirectedGraph graph, int limit) {
        this.graph = graph;
        this.limit = limit;
        this.state = new int[graph.nodes()];
        this.nextEdge = new int[graph.nodes()];
        this.path = new int[graph.nodes()];
    }

    /** The cycles of up to {@code limit} edges, in the order of the graph's nodes and edges; to be called once. */
    List<Cycle> find() {
        for (int node = 0; node < graph.nodes(); node++) {
            if (state[node] == UNSEEN) {
                walk(node);
            }
        }
        return cycles;
    }

    /** How many edges beyond the limit close cycles too. */
    int more() {
        return more;
    }

    private void walk(int start) {
        int depth = 0;
        path[depth++] = start;
        state[start] = ON_PATH;
        while (depth > 0) {
            int node = path[depth - 1];
            if (nextEdge[node] == graph.degree(node)) {
                state[node] = DONE;
                depth--;
                continue;
            }
            int edge = graph.edge(node, nextEdge[node]++);
            int target = graph.to(edge);
            if (state[target] == UNSEEN) {
                state[target] = ON_PATH;
                path[depth++] = target;
            } else if (state[target] == ON_PATH) {
                closed(edge);
            }
        }
    }

    private void closed(int edge) {
        if (cycles.size() < limit) {
            cycles.add(new Cycle(edge, shortestPath(graph.to(edge), graph.from(edge))));
        } else {
            more++;
        }
    }

    /** Breadth first; there is a path, as both nodes lie on the walk's. */
    private List<Integer> shortestPath(int from, int to) {
        int[] cameFrom = new int[graph.nodes()];
        Arrays.fill(cameFrom, -1);
        int[] queue = new int[graph.nodes()];
        int head = 0;
        int tail = 0;
        queue[tail++] = from;
        cameFrom[from] = from;
        while (cameFrom[to] < 0) {
            int node = queue[head++];
            for (int i = 0; i < graph.degree(node); i++) {
                int target = graph.to(graph.edge(node, i));
                if (cameFrom[target] < 0) {
                    cameFrom[target] = node;
                    queue[tail++] = target;
                }
            }
        }
        return backtrack(cameFrom, from, to);
    }

    private static List<Integer> backtrack(int[] cameFrom, int from, int to) {
        List<Integer> nodes = new ArrayList<>();
        for (int node = to; node != from; node = cameFrom[node]) {
            nodes.add(node);
        }
        nodes.add(from);
        Collections.reverse(nodes);
        return nodes;
    }
}
