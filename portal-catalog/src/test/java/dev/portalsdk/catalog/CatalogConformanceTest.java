package dev.portalsdk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The recorded catalog, loaded as it was recorded. Where we differ on purpose, {@code catalog-differences.json} says why, and a rule here says where,
 * so that other recordings are judged alike. A reason that no case needs any more fails.
 */
class CatalogConformanceTest {
    private static Catalog catalog;
    private static List<Diagnostic> findings;
    private static final Set<String> used = new TreeSet<>();
    private static final Set<String> recordedRefs = new TreeSet<>();

    @BeforeAll
    static void load() throws IOException {
        Config config = Config.builder()
                .environment(Map.of())
                .file(RecordedCatalog.folder().resolve("app-config.yaml"))
                .build();
        catalog = Catalog.builder()
                .config(config)
                .urlReader(RecordedCatalog.reader())
                .integrations(Integrations.of(config))
                .build();
        catalog.settle();
        findings = catalog.findings();
        outcome().forEach(recorded -> recordedRefs.add(recorded.string("ref").orElseThrow()));
    }

    /** Runs after all cases: what the listed reasons are for. */
    @AfterAll
    static void everyReasonIsNeededAndEveryNeededOneIsGiven() throws IOException {
        catalog.close();
        Set<String> given = reasons();
        assertTrue(given.containsAll(used), "reasons that are not given: " + used);
        if (System.getProperty("conformance.dir", "").isBlank()) {
            assertEquals(new TreeSet<>(given), used, "reasons that no case needs any more");
        }
    }

    @Test
    void everyEntityIsVisibleOrNotAsRecorded() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Value.Obj recorded : outcome()) {
            String ref = recorded.string("ref").orElseThrow();
            boolean visible = recorded.get("visible").equals(Optional.of(Value.Bool.TRUE));
            Optional<StitchedEntity> ours = find(ref);
            if (ours.isPresent() != visible && !explained(recorded)) {
                differences.put(ref, "visible here: " + ours.isPresent() + ", recorded: " + visible);
            }
        }
        assertNone(differences);
    }

    @Test
    void whatHadErrorsHasThemHereToo() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        Set<String> wrong = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .flatMap(finding -> finding.entity().stream())
                .map(EntityRef::toString)
                .collect(Collectors.toSet());
        for (Value.Obj recorded : outcome()) {
            String ref = recorded.string("ref").orElseThrow();
            boolean failed = !recorded.arr("errors").orElse(Value.Arr.empty()).isEmpty();
            boolean failsHere = wrong.contains(ref)
                    || find(ref).filter(entity -> !entity.errors().isEmpty()).isPresent();
            if (failed != failsHere && !explained(recorded)) {
                differences.put(
                        ref,
                        "errors here: " + failsHere + ", recorded: "
                                + recorded.get("errors").orElseThrow());
            }
        }
        assertNone(differences);
    }

    @Test
    void everyEntityReadsAsRecorded() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        Value body = RecordedCatalog.json("api/entities-all.json").at("/body").orElseThrow();
        for (Value entity : body.asArr().orElseThrow().values()) {
            Value.Obj recorded = entity.asObj().orElseThrow();
            String ref = refOf(recorded);
            Optional<StitchedEntity> ours = find(ref);
            if (ours.isEmpty()) {
                differences.put(ref, "not visible here");
                continue;
            }
            Value.Obj shown = ours.get().toValue();
            assertTrue(shown.at("/metadata/uid").isPresent(), ref);
            assertTrue(shown.at("/metadata/etag").isPresent(), ref);
            Object expected = comparable(recorded.without("relations"));
            Object actual = comparable(shown.without("relations").without("status"));
            if (!expected.equals(actual) && !twiceInOneFile(ref)) {
                differences.put(ref, "here " + actual + "\n    recorded " + expected);
            }
        }
        assertNone(differences);
    }

    @Test
    void everyRelationIsAsRecorded() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        Set<String> hidden = new TreeSet<>();
        for (Value.Obj recorded : outcome()) {
            if (!recorded.get("visible").equals(Optional.of(Value.Bool.TRUE))) {
                hidden.add(recorded.string("ref").orElseThrow());
            }
        }
        for (Value.Obj recorded : outcome()) {
            String ref = recorded.string("ref").orElseThrow();
            Optional<StitchedEntity> ours = find(ref);
            if (ours.isPresent() && recorded.arr("relations").isPresent() && !twiceInOneFile(ref)) {
                Set<String> expected =
                        ends(recorded.arr("relations").orElseThrow().strings());
                // What is visible only here has relations only here.
                Set<String> actual = ends(ours.get().relations().stream()
                        .map(relation -> relation.type().name() + " " + relation.target())
                        .filter(text ->
                                expected.contains(text) || !onlyHere(text.substring(text.indexOf(' ') + 1), hidden))
                        .toList());
                if (!expected.equals(actual)) {
                    differences.put(ref, "here " + actual + "\n    recorded " + expected);
                }
            }
        }
        assertNone(differences);
    }

    @Test
    void ancestorsAreAsRecorded() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Value answer :
                RecordedCatalog.json("api/ancestry.json").asArr().orElseThrow().values()) {
            if (!answer.at("/status").equals(Optional.of(Value.Num.of(200)))) {
                continue;
            }
            String root =
                    answer.at("/body/rootEntityRef").flatMap(Value::asString).orElseThrow();
            Map<String, Set<String>> expected = new TreeMap<>();
            for (Value item :
                    answer.at("/body/items").flatMap(Value::asArr).orElseThrow().values()) {
                Value.Arr parents =
                        item.at("/parentEntityRefs").flatMap(Value::asArr).orElseThrow();
                expected.put(
                        refOf(item.at("/entity").flatMap(Value::asObj).orElseThrow()),
                        new TreeSet<>(parents.strings()));
            }
            Map<String, Set<String>> actual = new TreeMap<>();
            catalog.ancestry(EntityRef.parse(root)).ifPresent(ancestry -> ancestry.items()
                    .forEach(item -> actual.put(item.entity().ref().toString(), texts(item.parents()))));
            if (!expected.equals(actual)) {
                differences.put(root, "here " + actual + ", recorded " + expected);
            }
        }
        assertNone(differences);
    }

    private static Set<String> texts(List<EntityRef> refs) {
        return refs.stream().map(EntityRef::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatWouldBeRefusedIsRefusedHereToo() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        int cases = 0;
        for (Value answer : RecordedCatalog.json("api/validate-entity.json")
                .asArr()
                .orElseThrow()
                .values()) {
            Optional<Value.Obj> entity = answer.at("/request/body/entity").flatMap(Value::asObj);
            Optional<String> location = answer.at("/request/body/location").flatMap(Value::asString);
            // What is no request, or not about a URL, is refused before the catalog is asked.
            if (entity.isPresent()
                    && location.filter(text -> text.startsWith("url:")).isPresent()) {
                boolean good = answer.at("/status").equals(Optional.of(Value.Num.of(200)));
                Validated<?> here =
                        catalog.validate(EntityDescriptor.of(entity.get()), LocationRef.parse(location.get()));
                cases++;
                if (good == here.hasErrors()) {
                    differences.put(entity.get().toJson(), here.findings().toString());
                }
            }
        }
        assertTrue(cases > 0, "no case");
        assertNone(differences);
    }

    private static List<Value.Obj> outcome() throws IOException {
        List<Value.Obj> outcome = RecordedCatalog.json("outcome.json").asArr().orElseThrow().values().stream()
                .map(value -> value.asObj().orElseThrow())
                .toList();
        assertFalse(outcome.isEmpty(), "No recorded entity");
        return outcome;
    }

    /** Recorded refs of what is not valid need not be refs here. */
    private static Optional<StitchedEntity> find(String ref) {
        try {
            return catalog.queries().byRef(EntityRef.parse(ref));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String refOf(Value.Obj entity) {
        return new EntityRef(
                        entity.string("kind").orElseThrow(),
                        entity.at("/metadata/namespace")
                                .flatMap(Value::asString)
                                .orElseThrow(),
                        entity.at("/metadata/name").flatMap(Value::asString).orElseThrow())
                .toString();
    }

    /** Without uid and etag; numbers as doubles, as JavaScript has no others. */
    private static Object comparable(Value value) {
        if (value instanceof Value.Obj object) {
            Map<String, Object> map = new TreeMap<>();
            object.forEach((key, child) -> map.put(key, comparable(child)));
            map.keySet().removeAll(Set.of("uid", "etag"));
            return map;
        }
        if (value instanceof Value.Arr array) {
            return array.values().stream()
                    .map(CatalogConformanceTest::comparable)
                    .toList();
        }
        return value instanceof Value.Num number
                ? (Object) new BigDecimal(number.toString()).doubleValue()
                : value.toString();
    }

    private static Set<String> ends(List<String> relations) {
        return relations.stream()
                .filter(text -> !twiceInOneFile(text.substring(text.indexOf(' ') + 1)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean onlyHere(String ref, Set<String> hidden) {
        return hidden.contains(ref) || !recordedRefs.contains(ref);
    }

    /** Whether a reason accounts for a difference in what is visible or has errors. */
    private static boolean explained(Value.Obj recorded) {
        String ref = recorded.string("ref").orElseThrow();
        String errors = String.join(
                " ", recorded.arr("errors").orElse(Value.Arr.empty()).strings());
        Optional<StitchedEntity> ours = find(ref);
        boolean location = ref.startsWith("location:");
        if (location && !errors.isEmpty() && ours.isPresent()) {
            return !ours.get().errors().isEmpty()
                    ? because("isolated-targets")
                    : anyChildFails(ref) && because("own-error");
        }
        if (errors.contains("could not form a URL")) {
            return because("file-placeholder");
        }
        if (errors.contains("could not read location /")) {
            return because("absolute-path");
        }
        if (errors.isEmpty()
                && ours.filter(entity -> hasCaseTwins(entity.document())).isPresent()) {
            return because("case-keys");
        }
        return errors.isEmpty()
                && findings.stream().anyMatch(finding -> isConflict(finding, ref))
                && because("conflicts-told");
    }

    private static boolean anyChildFails(String location) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .flatMap(finding -> finding.entity().stream())
                .anyMatch(ref -> catalog.facts().parents(ref).contains(EntityRef.parse(location)));
    }

    private static boolean isConflict(Diagnostic finding, String ref) {
        return finding.ruleId().equals("conflict")
                && finding.entity()
                        .filter(entity -> entity.toString().equals(ref))
                        .isPresent();
    }

    private static boolean twiceInOneFile(String ref) {
        return find(ref).isPresent()
                && findings.stream()
                        .anyMatch(finding -> isConflict(finding, ref)
                                && finding.location()
                                        .orElseThrow()
                                        .source()
                                        .equals(find(ref)
                                                .orElseThrow()
                                                .location()
                                                .target()))
                && because("same-file");
    }

    private static boolean hasCaseTwins(Value value) {
        if (value instanceof Value.Obj object) {
            long folded = object.keys().stream()
                    .map(key -> key.toLowerCase(java.util.Locale.ROOT))
                    .distinct()
                    .count();
            boolean[] below = {folded < object.size()};
            object.forEach((key, child) -> below[0] |= hasCaseTwins(child));
            return below[0];
        }
        return false;
    }

    private static boolean because(String reason) {
        used.add(reason);
        return true;
    }

    private static void assertNone(Map<String, String> differences) {
        assertEquals(
                "",
                differences.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("\n")));
    }

    private static Set<String> reasons() throws IOException {
        try (InputStream in = CatalogConformanceTest.class.getResourceAsStream("/catalog-differences.json")) {
            return Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .asObj()
                    .orElseThrow()
                    .keys();
        }
    }
}
