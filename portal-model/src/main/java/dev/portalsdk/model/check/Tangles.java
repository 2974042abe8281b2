package dev.portalsdk.model.check;

import java.util.Arrays;

/**
 * Tells which nodes of a graph can reach each other in both directions: only there can cycles be.
 *
 * <p>Tarjan's algorithm for strongly connected components, with a stack of its own in place of recursion.
 */
final class Tangles {
    private static final int UNSEEN = -1;

    private final DirectedGraph graph;
    private final int[] order; // when a node was first seen
    private final int[] lowest; // the earliest node that it reaches
    private final int[] tangleOf;
    private final int[] open; // seen, and not yet in a tangle
    private final int[] path; // from where the walk started to where it is
    private final int[] nextEdge;
    private int seen;
    private int openCount;
    private int tangles;

    private Tangles(DirectedGraph graph) {
        int nodes = graph.nodes();
        this.graph = graph;
        this.order = filled(nodes);
        this.lowest = new int[nodes];
        this.tangleOf = filled(nodes);
        this.open = new int[nodes];
        this.path = new int[nodes];
        this.nextEdge = new int[nodes];
    }

    /** For each node the number of the tangle that it is in; a node in no cycle has a tangle of its own. */
    static int[] of(DirectedGraph graph) {
        Tangles tangles = new Tangles(graph);
        for (int node = 0; node < graph.nodes(); node++) {
            if (tangles.order[node] == UNSEEN) {
                tangles.walk(node);
            }
        }
        return tangles.tangleOf;
    }

    private void walk(int start) {
        int depth = 0;
        enter(start);
        path[depth++] = start;
        while (depth > 0) {
            int node = path[depth - 1];
            if (nextEdge[node] < graph.degree(node)) {
                int target = graph.to(graph.edge(node, nextEdge[node]++));
                if (order[target] == UNSEEN) {
                    enter(target);
                    path[depth++] = target;
                } else if (tangleOf[target] == UNSEEN) {
                    lowest[node] = Math.min(lowest[node], order[target]);
                }
            } else {
                leave(node);
                depth--;
                if (depth > 0) {
                    int parent = path[depth - 1];
                    lowest[parent] = Math.min(lowest[parent], lowest[node]);
                }
            }
        }
    }

    private void enter(int node) {
        order[node] = seen;
        lowest[node] = seen++;
        open[openCount++] = node;
    }

    private void leave(int node) {
        if (lowest[node] == order[node]) {
            int member;
            do {
                member = open[--openCount];
                tangleOf[member] = tangles;
            } while (member != node);
            tangles++;
        }
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, UNSEEN);
        return array;
    }
}
