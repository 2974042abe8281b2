package dev.portalsdk.samples.portal.graph;

import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where boxes and lines of a graph lie: one column per distance, each ordered so that lines cross little (the mean of a box's neighbours, a few sweeps).
 *
 * @param width in pixels
 * @param height in pixels
 */
public record GraphLayout(int width, int height, List<Box> boxes, List<Line> lines) {
    public static final int BOX_WIDTH = 190;
    public static final int BOX_HEIGHT = 46;
    private static final int COLUMN_GAP = 130;
    private static final int ROW_GAP = 18;
    private static final int MARGIN = 12;
    private static final int SWEEPS = 6;

    /** A node's box; x and y are its top left corner. */
    public record Box(RelationGraph.Node node, int x, int y) {}

    /**
     * A curve between two boxes.
     *
     * @param path as SVG writes it
     * @param label where its name stands; none between neighbours of one column
     */
    public record Line(RelationGraph.Edge edge, String path, Optional<Point> label) {}

    /** A place in the picture. */
    public record Point(int x, int y) {}

    /** Lays a graph out; the same graph is laid out the same way each time. */
    public static GraphLayout of(RelationGraph graph) {
        Map<Integer, List<RelationGraph.Node>> columns = ordered(graph);
        int rows = columns.values().stream().mapToInt(List::size).max().orElse(1);
        int height = rows * (BOX_HEIGHT + ROW_GAP) - ROW_GAP + 2 * MARGIN;
        List<Box> boxes = new ArrayList<>();
        int x = MARGIN;
        for (List<RelationGraph.Node> column : columns.values()) {
            int y = (height - column.size() * (BOX_HEIGHT + ROW_GAP) + ROW_GAP) / 2;
            for (RelationGraph.Node node : column) {
                boxes.add(new Box(node, x, y));
                y += BOX_HEIGHT + ROW_GAP;
            }
            x += BOX_WIDTH + COLUMN_GAP;
        }
        return new GraphLayout(x - COLUMN_GAP + MARGIN, height, boxes, lines(graph, boxes));
    }

    private static Map<Integer, List<RelationGraph.Node>> ordered(RelationGraph graph) {
        Map<Integer, List<RelationGraph.Node>> columns = graph.nodes().stream()
                .sorted(Comparator.comparing(
                                (RelationGraph.Node node) -> node.ref().kind())
                        .thenComparing(RelationGraph.Node::ref))
                .collect(Collectors.groupingBy(
                        RelationGraph.Node::column, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            Map<EntityRef, Double> places = places(columns);
            columns.values()
                    .forEach(
                            column -> column.sort(Comparator.comparingDouble(node -> mean(node.ref(), graph, places))));
        }
        return columns;
    }

    /** From 0, the top of a column, to 1, its bottom. */
    private static Map<EntityRef, Double> places(Map<Integer, List<RelationGraph.Node>> columns) {
        Map<EntityRef, Double> places = new HashMap<>();
        columns.values().forEach(column -> {
            for (int i = 0; i < column.size(); i++) {
                places.put(column.get(i).ref(), (i + 1.0) / (column.size() + 1));
            }
        });
        return places;
    }

    private static double mean(EntityRef ref, RelationGraph graph, Map<EntityRef, Double> places) {
        double own = Objects.requireNonNull(places.get(ref));
        return graph.edges().stream()
                .filter(edge -> edge.from().equals(ref) || edge.to().equals(ref))
                .mapToDouble(
                        edge -> Objects.requireNonNull(places.get(edge.from().equals(ref) ? edge.to() : edge.from())))
                .average()
                .orElse(own);
    }

    /** Relations between the same two boxes share one curve, named after all of them. */
    private static List<Line> lines(RelationGraph graph, List<Box> boxes) {
        Map<EntityRef, Box> byRef =
                boxes.stream().collect(Collectors.toMap(box -> box.node().ref(), box -> box));
        Map<List<EntityRef>, RelationGraph.Edge> merged = new LinkedHashMap<>();
        for (RelationGraph.Edge edge : graph.edges()) {
            merged.merge(
                    List.of(edge.from(), edge.to()),
                    edge,
                    (one, other) -> new RelationGraph.Edge(one.from(), one.to(), one.type() + ", " + other.type()));
        }
        return merged.values().stream()
                .filter(edge -> !edge.from().equals(edge.to()))
                .map(edge -> line(
                        edge,
                        Objects.requireNonNull(byRef.get(edge.from())),
                        Objects.requireNonNull(byRef.get(edge.to()))))
                .toList();
    }

    private static Line line(RelationGraph.Edge edge, Box from, Box to) {
        int middle = BOX_HEIGHT / 2;
        if (from.x() == to.x()) { // within a column: around its right side
            int right = from.x() + BOX_WIDTH;
            int bend = COLUMN_GAP / 3;
            String path = path(right, from.y() + middle, bend, right, to.y() + middle, bend);
            return new Line(edge, path, Optional.empty());
        }
        boolean rightwards = from.x() < to.x();
        int start = rightwards ? from.x() + BOX_WIDTH : from.x();
        int end = rightwards ? to.x() : to.x() + BOX_WIDTH;
        int bend = (end - start) / 2;
        String path = path(start, from.y() + middle, bend, end, to.y() + middle, -bend);
        return new Line(edge, path, Optional.of(label(from, to, middle)));
    }

    private static String path(int x1, int y1, int bend1, int x2, int y2, int bend2) {
        return String.format(Locale.ROOT, "M%d %dC%d %d %d %d %d %d", x1, y1, x1 + bend1, y1, x2 + bend2, y2, x2, y2);
    }

    /** Beside the outer box, where lines lie apart. */
    private static Point label(Box from, Box to, int middle) {
        boolean inwards = Math.abs(from.node().column()) > Math.abs(to.node().column());
        Box outer = inwards ? from : to;
        Box inner = inwards ? to : from;
        int beside = COLUMN_GAP / 2 - 14;
        return new Point(
                outer.x() > inner.x() ? outer.x() - beside : outer.x() + BOX_WIDTH + beside, outer.y() + middle - 6);
    }
}
