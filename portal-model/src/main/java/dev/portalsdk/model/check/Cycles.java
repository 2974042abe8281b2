package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * See {@link CheckRule#CYCLE}: of what is part of, child of, or depends on something else.
 *
 * <p>A relation may be stated from either end ({@code parent} and {@code children}, {@code dependsOn} and {@code dependencyOf}); both make the same edge.
 * Where entities are tangled in many cycles, the first {@value #MAX_CYCLES} are told, so that without the references they name few or none are left.
 */
final class Cycles implements CatalogRule {
    private static final List<RelationType> WITHOUT_CYCLES =
            List.of(RelationType.PART_OF, RelationType.CHILD_OF, RelationType.DEPENDS_ON);
    private static final int MAX_CYCLES = 25;
    private static final int MAX_NAMES = 50;

    /** A reference as an edge: from the part to the whole, the child to the parent, what depends to what it depends on. */
    private record Edge(EntityRef from, EntityRef to, Reference reference) {}

    private static final Comparator<Edge> BY_REFS =
            Comparator.comparing(Edge::from).thenComparing(Edge::to);

    @Override
    public List<Diagnostic> check(EntitySet entities) {
        List<Diagnostic> findings = new ArrayList<>();
        for (RelationType type : WITHOUT_CYCLES) {
            for (List<Edge> tangle : tangles(edges(type, entities))) {
                findings.addAll(findings(type, tangle));
            }
        }
        return findings;
    }

    private static List<Edge> edges(RelationType type, EntitySet entities) {
        List<Edge> edges = new ArrayList<>();
        for (Reference reference : entities.references()) {
            EntityRef source = reference.source().ref();
            if (reference.field().type().equals(type)) {
                edges.add(new Edge(source, reference.target(), reference));
            } else if (reference.field().type().equals(type.inverse())) {
                edges.add(new Edge(reference.target(), source, reference));
            }
        }
        return edges;
    }

    /** The edges that lie on cycles, those that can be on a common one together; each pair of refs once. */
    private static Collection<List<Edge>> tangles(List<Edge> edges) {
        DirectedGraph graph = graph(edges);
        int[] tangleOf = Tangles.of(graph);
        Map<Integer, List<Edge>> tangles = new TreeMap<>();
        for (int i = 0; i < edges.size(); i++) {
            int tangle = tangleOf[graph.from(i)];
            if (tangle == tangleOf[graph.to(i)]) {
                tangles.computeIfAbsent(tangle, none -> new ArrayList<>()).add(edges.get(i));
            }
        }
        tangles.replaceAll((number, members) -> sortedWithoutRepeats(members));
        return tangles.values();
    }

    private static List<Edge> sortedWithoutRepeats(List<Edge> edges) {
        edges.sort(BY_REFS);
        List<Edge> distinct = new ArrayList<>();
        for (Edge edge : edges) {
            if (distinct.isEmpty() || BY_REFS.compare(distinct.get(distinct.size() - 1), edge) != 0) {
                distinct.add(edge);
            }
        }
        return distinct;
    }

    private static DirectedGraph graph(List<Edge> edges) {
        Map<EntityRef, Integer> numbers = new HashMap<>();
        int[] from = new int[edges.size()];
        int[] to = new int[edges.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = number(edges.get(i).from(), numbers);
            to[i] = number(edges.get(i).to(), numbers);
        }
        return new DirectedGraph(numbers.size(), from, to);
    }

    private static int number(EntityRef ref, Map<EntityRef, Integer> numbers) {
        Integer next = numbers.size();
        Integer known = numbers.putIfAbsent(ref, next);
        return known == null ? next : known;
    }

    private static List<Diagnostic> findings(RelationType type, List<Edge> tangle) {
        DirectedGraph graph = graph(tangle);
        CycleFinder finder = new CycleFinder(graph, MAX_CYCLES);
        List<CycleFinder.Cycle> cycles = finder.find();
        EntityRef[] refs = new EntityRef[graph.nodes()];
        for (int i = 0; i < graph.edges(); i++) {
            refs[graph.from(i)] = tangle.get(i).from();
        }
        List<Diagnostic> findings = new ArrayList<>();
        for (int i = 0; i < cycles.size(); i++) {
            CycleFinder.Cycle cycle = cycles.get(i);
            boolean last = i == cycles.size() - 1;
            List<EntityRef> members =
                    cycle.nodes().stream().map(node -> refs[node]).toList();
            findings.add(finding(type, tangle.get(cycle.edge()).reference(), members, last ? finder.more() : 0));
        }
        return findings;
    }

    private static Diagnostic finding(RelationType type, Reference reference, List<EntityRef> cycle, int more) {
        String message = cycle.size() == 1
                ? reference.shown() + " refers to the entity itself"
                : reference.shown() + " closes a cycle of " + type.name() + ": " + names(cycle);
        Diagnostic.Builder finding =
                reference.finding(CheckRule.CYCLE, message).expected("no cycles of " + type.name());
        if (more > 0) {
            finding.hint(
                    more + " more references close cycles with these entities; they are told when these are mended");
        }
        return finding.build();
    }

    /** From the start of the closing edge to its target, and on until it is the start again. */
    private static String names(List<EntityRef> cycle) {
        StringBuilder names = new StringBuilder(cycle.get(cycle.size() - 1).toString());
        int shown = Math.min(cycle.size(), MAX_NAMES);
        for (int i = 0; i < shown - 1; i++) {
            names.append(" → ").append(cycle.get(i));
        }
        if (shown < cycle.size()) {
            names.append(" → … ").append(cycle.size() - shown).append(" more …");
        }
        return names.append(" → ").append(cycle.get(cycle.size() - 1)).toString();
    }
}
