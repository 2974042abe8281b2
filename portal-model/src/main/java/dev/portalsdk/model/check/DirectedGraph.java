package dev.portalsdk.model.check;

/**
 * A graph whose nodes and edges are numbers from 0: small enough for a hundred thousand entities, and walked without recursion.
 *
 * <p>The edges of a node come in ascending order of their numbers.
 */
final class DirectedGraph {
    private final int[] from;
    private final int[] to;
    private final int[] firstOf; // where a node's edges start in "edges"; one more entry than nodes
    private final int[] edges;

    DirectedGraph(int nodes, int[] from, int[] to) {
        this.from = from;
        this.to = to;
        this.firstOf = new int[nodes + 1];
        this.edges = new int[from.length];
        for (int node : from) {
            firstOf[node + 1]++;
        }
        for (int node = 0; node < nodes; node++) {
            firstOf[node + 1] += firstOf[node];
        }
        int[] next = firstOf.clone();
        for (int edge = 0; edge < from.length; edge++) {
            edges[next[from[edge]]++] = edge;
        }
    }

    int nodes() {
        return firstOf.length - 1;
    }

    int edges() {
        return edges.length;
    }

    int from(int edge) {
        return from[edge];
    }

    int to(int edge) {
        return to[edge];
    }

    /** Number of edges that leave a node. */
    int degree(int node) {
        return firstOf[node + 1] - firstOf[node];
    }

    /** The edge that leaves a node, by index from 0. */
    int edge(int node, int index) {
        return edges[firstOf[node] + index];
    }
}
