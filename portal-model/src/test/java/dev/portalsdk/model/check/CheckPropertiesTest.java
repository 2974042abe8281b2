package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CheckPropertiesTest {
    /** References from one component of a number to others of it; those above the number dangle. */
    record Links(int components, List<List<Integer>> targets) {
        List<CheckedEntity> entities() {
            List<CheckedEntity> entities = new ArrayList<>();
            for (int i = 0; i < components; i++) {
                List<String> refs = targets.get(i).stream()
                        .map(target -> "component:c" + target)
                        .toList();
                entities.add(CatalogText.component("c" + i, "dependsOn", refs));
            }
            return entities;
        }
    }

    @Provide
    Arbitrary<Links> closed() {
        return Arbitraries.integers().between(1, 12).flatMap(size -> links(size, size));
    }

    @Provide
    Arbitrary<Links> open() {
        return Arbitraries.integers().between(1, 8).flatMap(size -> links(size, size * 2));
    }

    private static Arbitrary<Links> links(int components, int targets) {
        return Arbitraries.integers()
                .between(0, targets - 1)
                .list()
                .ofMaxSize(4)
                .list()
                .ofSize(components)
                .map(lists -> new Links(components, lists));
    }

    @Property
    void nothingDanglesWhenAllTargetsExist(@ForAll("closed") Links links) throws Exception {
        assertEquals(List.of(), CatalogText.findings(new DanglingRefs(), links.entities()));
    }

    @Property
    void everyReferenceOutOfTheSetDangles(@ForAll("open") Links links) throws Exception {
        long expected = links.targets().stream()
                .flatMap(List::stream)
                .filter(target -> target >= links.components())
                .count();
        assertEquals(
                expected,
                CatalogText.findings(new DanglingRefs(), links.entities()).size());
    }

    @Property
    void cyclesAreFoundExactlyWhereANaiveSearchFindsOne(@ForAll("closed") Links links) throws Exception {
        assertEquals(
                hasCycle(links.targets()),
                !CatalogText.findings(new Cycles(), links.entities()).isEmpty());
    }

    @Property
    void everyToldCycleIsOneAndWithoutThemNoneIsLeft(@ForAll("closed") Links links) {
        int[] from = flat(links, true);
        int[] to = flat(links, false);
        DirectedGraph graph = new DirectedGraph(links.components(), from, to);
        List<List<Integer>> left = new ArrayList<>();
        links.targets().forEach(targets -> left.add(new ArrayList<>(targets)));
        for (CycleFinder.Cycle cycle : new CycleFinder(graph, Integer.MAX_VALUE).find()) {
            List<Integer> nodes = cycle.nodes();
            assertEquals(from[cycle.edge()], nodes.get(nodes.size() - 1));
            assertEquals(to[cycle.edge()], nodes.get(0));
            for (int i = 0; i + 1 < nodes.size(); i++) {
                assertTrue(links.targets().get(nodes.get(i)).contains(nodes.get(i + 1)), () -> "no edge in " + nodes);
            }
            assertEquals(nodes.size(), new HashSet<>(nodes).size(), "a node twice");
            left.get(from[cycle.edge()]).remove((Object) to[cycle.edge()]);
        }
        assertEquals(false, hasCycle(left));
    }

    @Property
    void tanglesAreWhatNaiveReachabilitySays(@ForAll("closed") Links links) {
        int[] tangles = Tangles.of(new DirectedGraph(links.components(), flat(links, true), flat(links, false)));
        for (int a = 0; a < links.components(); a++) {
            for (int b = 0; b < links.components(); b++) {
                boolean together = a == b
                        || (reachable(a, links.targets()).contains(b)
                                && reachable(b, links.targets()).contains(a));
                assertEquals(together, tangles[a] == tangles[b]);
            }
        }
    }

    @Property(tries = 100)
    void aBaselineOfSomeFindingsWaivesExactlyThese(@ForAll("open") Links links, @ForAll int seed) throws IOException {
        List<Diagnostic> all = CatalogChecks.standard().check(links.entities()).findings();
        List<Diagnostic> some = new ArrayList<>(all);
        some.removeIf(finding -> (finding.hashCode() ^ seed) % 2 == 0);
        Path file = Files.createTempFile("baseline", ".json");
        try {
            Baseline.of(some).write(file);
            CheckResult result = CatalogChecks.builder()
                    .baseline(Baseline.read(file).orThrow())
                    .build()
                    .check(links.entities());
            Set<FindingKey> waived = keys(some);
            assertEquals(waived, keys(result.waived()));
            Set<FindingKey> others = keys(all);
            others.removeAll(waived);
            assertEquals(others, keys(result.findings()));
        } finally {
            Files.delete(file);
        }
    }

    @Property
    void everySuggestionExists(@ForAll("names") List<String> names, @ForAll("name") String wanted) throws Exception {
        List<CheckedEntity> entities = new ArrayList<>();
        names.forEach(name -> entities.add(CatalogText.entity("Group", name, Value.Obj.empty())));
        entities.add(CatalogText.component("x", "owner", wanted));
        for (Diagnostic finding : CatalogText.findings(new DanglingRefs(), entities)) {
            finding.hint()
                    .ifPresent(hint -> assertTrue(
                            names.stream().anyMatch(name -> hint.equals("did you mean \"" + name + "\"?")), hint));
        }
    }

    @Provide
    Arbitrary<String> name() {
        return Combinators.combine(
                        Arbitraries.of("team", "group", "shop", "a"),
                        Arbitraries.strings().withChars("abc-").ofMaxLength(4))
                .as((start, end) -> start + "x" + end);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return name().list().ofMaxSize(10);
    }

    private static Set<FindingKey> keys(List<Diagnostic> findings) {
        Set<FindingKey> keys = new HashSet<>();
        findings.forEach(finding -> keys.add(FindingKey.of(finding)));
        return keys;
    }

    private static int[] flat(Links links, boolean from) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < links.components(); i++) {
            for (int target : links.targets().get(i)) {
                ends.add(from ? i : target);
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean hasCycle(List<List<Integer>> targets) {
        for (int node = 0; node < targets.size(); node++) {
            if (reachable(node, targets).contains(node)) {
                return true;
            }
        }
        return false;
    }

    /** The nodes that a way of at least one edge leads to. */
    private static Set<Integer> reachable(int from, List<List<Integer>> targets) {
        Set<Integer> reached = new HashSet<>();
        List<Integer> next = new ArrayList<>(targets.get(from));
        while (!next.isEmpty()) {
            int node = next.remove(next.size() - 1);
            if (reached.add(node)) {
                next.addAll(targets.get(node));
            }
        }
        return reached;
    }
}
