package dev.portalsdk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
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

/** The recorded catalog, loaded as it was recorded. Where we differ on purpose, {@code catalog-differences.json} says why, case by case. */
class CatalogConformanceTest {
    private static Catalog catalog;
    private static List<Diagnostic> findings;

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
    }

    @AfterAll
    static void close() {
        catalog.close();
    }

    @Test
    void everyEntityIsVisibleOrNotAsRecorded() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Value.Obj recorded : outcome()) {
            String ref = recorded.string("ref").orElseThrow();
            boolean visible = recorded.get("visible").equals(Optional.of(Value.Bool.TRUE));
            Optional<StitchedEntity> ours = find(ref);
            if (ours.isPresent() != visible) {
                differences.put(ref, "visible here: " + ours.isPresent() + ", recorded: " + visible);
            }
        }
        assertOnlyListed("visible", differences);
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
            if (failed != failsHere) {
                differences.put(
                        ref,
                        "errors here: " + failsHere + ", recorded: "
                                + recorded.get("errors").orElseThrow());
            }
        }
        assertOnlyListed("errors", differences);
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
            if (!expected.equals(actual)) {
                differences.put(ref, "here " + actual + "\n    recorded " + expected);
            }
        }
        assertOnlyListed("document", differences);
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
            if (ours.isPresent() && recorded.arr("relations").isPresent()) {
                List<String> expected = recorded.arr("relations").orElseThrow().strings();
                List<String> actual = ours.get().relations().stream()
                        .map(relation -> relation.type().name() + " " + relation.target())
                        // what is visible only here has relations only here
                        .filter(text ->
                                expected.contains(text) || !hidden.contains(text.substring(text.indexOf(' ') + 1)))
                        .toList();
                if (!expected.equals(actual)) {
                    differences.put(ref, "here " + actual + "\n    recorded " + expected);
                }
            }
        }
        assertOnlyListed("relations", differences);
    }

    @Test
    void ancestorsAreAsRecorded() throws IOException {
        Map<String, String> differences = new TreeMap<>();
        for (Value answer :
                RecordedCatalog.json("api/ancestry.json").asArr().orElseThrow().values()) {
            if (!answer.at("/status").equals(Optional.of(Value.Num.of(200)))) {
                continue;
            }
            for (Value item :
                    answer.at("/body/items").flatMap(Value::asArr).orElseThrow().values()) {
                String ref = refOf(item.at("/entity").flatMap(Value::asObj).orElseThrow());
                Set<String> expected = new TreeSet<>(item.at("/parentEntityRefs")
                        .flatMap(Value::asArr)
                        .orElseThrow()
                        .strings());
                Set<String> actual = catalog.parents(EntityRef.parse(ref)).stream()
                        .map(EntityRef::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
                if (!expected.equals(actual)) {
                    differences.put(ref, "here " + actual + ", recorded " + expected);
                }
            }
        }
        assertOnlyListed("ancestry", differences);
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

    /** A difference that is not listed fails, and so does a listed one that is none. */
    private static void assertOnlyListed(String aspect, Map<String, String> differences) throws IOException {
        Map<String, String> listed = new LinkedHashMap<>();
        Value file = Value.parseJson(new String(
                CatalogConformanceTest.class
                        .getResourceAsStream("/catalog-differences.json")
                        .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8));
        file.asObj()
                .flatMap(all -> all.obj(aspect))
                .ifPresent(cases -> cases.forEach(
                        (ref, reason) -> listed.put(ref, reason.asString().orElseThrow())));
        Set<String> unlisted = new LinkedHashSet<>(differences.keySet());
        unlisted.removeAll(listed.keySet());
        String text =
                unlisted.stream().map(ref -> ref + ": " + differences.get(ref)).collect(Collectors.joining("\n"));
        assertEquals("", text, "differences that are not listed in catalog-differences.json under " + aspect);
        Set<String> gone = new LinkedHashSet<>(listed.keySet());
        gone.removeAll(differences.keySet());
        if (System.getProperty("conformance.dir", "").isBlank()) {
            assertEquals(Set.of(), gone, "listed under " + aspect + ", but no longer different");
        }
    }
}
