package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Relation;
import dev.portalsdk.samples.portal.graph.GraphLayout;
import dev.portalsdk.samples.portal.graph.RelationGraph;
import dev.portalsdk.samples.portal.web.Query;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Graphs of relations as templates draw them. */
final class GraphModels {
    private static final int LONGEST_TITLE = 21;

    private GraphModels() {}

    static Model around(Catalog catalog, StitchedEntity entity, int depth, Collection<String> types) {
        RelationGraph graph = RelationGraph.around(catalog.queries(), entity, depth, Set.copyOf(types));
        GraphLayout layout = GraphLayout.of(graph);
        return Model.of("width", layout.width())
                .put("height", layout.height())
                .put("hidden", graph.hidden())
                .put("alone", graph.nodes().size() == 1)
                .put("title", Entities.title(entity))
                .put("boxes", Model.each(layout.boxes(), GraphModels::box))
                .put("lines", Model.each(layout.lines(), GraphModels::line))
                .put("labels", labels(layout));
    }

    private static Model box(GraphLayout.Box box) {
        RelationGraph.Node node = box.node();
        Model link = Entities.link(node.ref(), node.entity());
        String title = node.entity().map(Entities::title).orElse(node.ref().name());
        return link.put("x", box.x())
                .put("y", box.y())
                .put("width", GraphLayout.BOX_WIDTH)
                .put("height", GraphLayout.BOX_HEIGHT)
                .put(
                        "shortTitle",
                        title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…")
                .put("centre", node.column() == 0)
                .put("page", Links.entity(node.ref()) + "/relations");
    }

    private static Model line(GraphLayout.Line line) {
        return Model.of("path", line.path());
    }

    /** Lines that end at one side of a box share their name. */
    private static List<Model> labels(GraphLayout layout) {
        Map<GraphLayout.Point, TreeSet<String>> names = new LinkedHashMap<>();
        for (GraphLayout.Line line : layout.lines()) {
            line.label().ifPresent(place -> names.computeIfAbsent(place, each -> new TreeSet<>())
                    .addAll(Stream.of(line.edge().type().split(", "))
                            .map(GraphModels::words)
                            .toList()));
        }
        return Model.each(
                names.entrySet(), label -> Model.of("x", label.getKey().x())
                        .put("y", label.getKey().y())
                        .put("name", String.join(", ", label.getValue())));
    }

    private static String words(String type) {
        return Entities.words(type).toLowerCase(Locale.ROOT).replace("api", "API");
    }

    /** Links that change how far the graph goes and what it follows. */
    static Model controls(StitchedEntity entity, int depth, List<String> types) {
        String path = Links.entity(entity.ref()) + "/relations?depth=";
        TreeSet<String> declared = new TreeSet<>();
        for (Relation relation : entity.relations()) {
            String name = relation.type().name();
            declared.add(RelationGraph.isForward(name) ? name : relation.type().inverseName());
        }
        return Model.of(
                        "depths",
                        IntStream.rangeClosed(1, 3)
                                .mapToObj(step -> Model.of("label", step)
                                        .put("path", path + step + types(types))
                                        .put("current", step == depth))
                                .toList())
                .put("types", Model.each(declared, type -> Model.of("label", Entities.words(type))
                        .put("path", path + depth + (types.contains(type) ? "" : types(List.of(type))))
                        .put("current", types.contains(type))));
    }

    private static String types(List<String> types) {
        StringBuilder query = new StringBuilder();
        types.forEach(type -> query.append("&type=").append(Query.encode(type)));
        return query.toString();
    }
}
