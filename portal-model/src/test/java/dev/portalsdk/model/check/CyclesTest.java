package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CyclesTest {

    @Test
    void namesTheWholeCycleAtTheReferenceThatClosesIt() throws Exception {
        List<Diagnostic> findings = CatalogText.findings(new Cycles(), CatalogText.read("""
                        @
                        kind: Domain
                        metadata: {name: a}
                        spec: {owner: x, subdomainOf: b}
                        ---
                        @
                        kind: Domain
                        metadata: {name: b}
                        spec: {owner: x, subdomainOf: c}
                        ---
                        @
                        kind: Domain
                        metadata: {name: c}
                        spec:
                          owner: x
                          subdomainOf: a
                        """));
        assertEquals(
                List.of(
                        "[WARNING] domain:default/c: spec.subdomainOf \"a\" closes a cycle of partOf: domain:default/c → domain:default/a"
                                + " → domain:default/b → domain:default/c | cycle catalog-info.yaml:16:16"),
                findings.stream().map(Diagnostic::toString).toList());
        assertEquals("/spec/subdomainOf", findings.get(0).pointer());
    }

    @Test
    void dependenciesStatedFromEitherEndMakeOneEdge() throws Exception {
        assertEquals(
                List.of(),
                messages(
                        CatalogText.component("a", "dependsOn", List.of("component:b")),
                        CatalogText.component("b", "dependencyOf", List.of("component:a"))));
        assertEquals(
                List.of(
                        "spec.dependencyOf[0] \"component:b\" closes a cycle of dependsOn: component:default/b → component:default/a"
                                + " → component:default/b"),
                messages(
                        CatalogText.entity(
                                "Component",
                                "a",
                                Value.Obj.of(
                                        "dependsOn", List.of("component:b"), "dependencyOf", List.of("component:b"))),
                        CatalogText.entity("Component", "b", Value.Obj.empty())));
    }

    @Test
    void parentAndChildrenMaySayTheSame() throws Exception {
        assertEquals(
                List.of(),
                messages(
                        CatalogText.entity("Group", "root", Value.Obj.of("children", List.of("a", "b"))),
                        CatalogText.entity("Group", "a", Value.Obj.of("parent", "root")),
                        CatalogText.entity("Group", "b", Value.Obj.of("parent", "root"))));
        assertEquals(
                1,
                messages(
                                CatalogText.entity(
                                        "Group", "root", Value.Obj.of("children", List.of("a"), "parent", "a")),
                                CatalogText.entity("Group", "a", Value.Obj.of("parent", "root")))
                        .size());
    }

    @Test
    void anEntityMayNotReferToItself() throws Exception {
        assertEquals(
                List.of("spec.subcomponentOf \"A\" refers to the entity itself"),
                messages(CatalogText.component("a", "subcomponentOf", "A")));
    }

    @Test
    void ownersAndApisMakeNoCycles() throws Exception {
        assertEquals(
                List.of(),
                messages(
                        CatalogText.component("a", "providesApis", List.of("b")),
                        CatalogText.entity("API", "b", Value.Obj.of("owner", "component:a"))));
    }

    @Test
    void aTangleIsToldInPartAndTheRestCounted() throws Exception {
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            List<String> others = new ArrayList<>();
            for (int j = 0; j < 20; j++) {
                others.add("component:c" + j);
            }
            entities.add(CatalogText.component("c" + i, "dependsOn", others));
        }
        List<Diagnostic> findings = CatalogText.findings(new Cycles(), entities);
        assertEquals(25, findings.size());
        String hint = findings.get(24).hint().orElseThrow();
        // 20 references to oneself, and 19 · 20 / 2 that lead back in a walk through all.
        assertTrue(hint.startsWith("185 more references close cycles"), hint);
    }

    @Test
    void theOrderOfEntitiesDoesNotMatter() throws Exception {
        CheckedEntity a = CatalogText.component("a", "dependsOn", List.of("component:c", "component:b"));
        CheckedEntity b = CatalogText.component("b", "dependsOn", List.of("component:a", "component:c"));
        CheckedEntity c = CatalogText.component("c", "dependsOn", List.of("component:a"));
        assertEquals(messages(a, b, c), messages(c, b, a));
    }

    private static List<String> messages(CheckedEntity... entities) throws Exception {
        return CatalogText.findings(new Cycles(), List.of(entities)).stream()
                .map(Diagnostic::message)
                .toList();
    }
}
