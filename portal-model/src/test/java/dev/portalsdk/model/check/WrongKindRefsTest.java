package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WrongKindRefsTest {

    @Test
    void saysWhatTheTargetIsAndWhatItIsToBe() throws Exception {
        List<Diagnostic> findings = CatalogText.findings(new WrongKindRefs(), CatalogText.read("""
                        @
                        kind: Component
                        metadata: {name: core}
                        spec: {type: service, lifecycle: production, owner: "component:web"}
                        ---
                        @
                        kind: Component
                        metadata: {name: web}
                        spec: {type: service, lifecycle: production, owner: "user:core", providesApis: ["component:core"]}
                        ---
                        @
                        kind: Group
                        metadata: {name: web}
                        spec: {type: team, children: []}
                        """));
        assertEquals(
                List.of(
                        "spec.owner \"component:web\" is a Component, but is to be a Group or User",
                        "spec.providesApis[0] \"component:core\" is a Component, but is to be an API"),
                findings.stream().map(Diagnostic::message).toList());
        assertEquals(Optional.of("did you mean \"web\"?"), findings.get(0).hint());
        assertEquals(Optional.empty(), findings.get(1).hint());
        assertEquals(
                "catalog-info.yaml:4:53",
                findings.get(0).location().orElseThrow().toString());
        assertEquals("/spec/providesApis/0", findings.get(1).pointer());
    }

    @Test
    void anyKindWillDoWhereNoneIsNamed() throws Exception {
        List<CheckedEntity> entities = List.of(
                CatalogText.component("a", "dependsOn", List.of("component:b", "group:c")),
                CatalogText.component("b", "dependencyOf", List.of("group:c")),
                CatalogText.entity("Group", "c", Value.Obj.empty()));
        assertEquals(List.of(), CatalogText.findings(new WrongKindRefs(), entities));
    }

    @Test
    void aTargetOfTheWrongKindElsewhereCountsToo() {
        EntitySet set =
                new EntitySet(List.of(CatalogText.component("a", "owner", "api:x")), Set.of(EntityRef.parse("api:x")));
        assertEquals(
                List.of("spec.owner \"api:x\" is an api, but is to be a Group or User"),
                new WrongKindRefs().check(set).stream().map(Diagnostic::message).toList());
        assertEquals(List.of(), new DanglingRefs().check(set));
    }
}
