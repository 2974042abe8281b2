package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DanglingRefsTest {
    private static final String ORGANISATION = """
            @
            kind: Group
            metadata: {name: team-alpha}
            spec: {type: team, children: []}
            ---
            @
            kind: User
            metadata: {name: Bob}
            spec: {memberOf: [team-alpha]}
            ---
            @
            kind: Resource
            metadata: {name: orders-db, namespace: shop}
            spec: {type: database, owner: "group:default/team-alpha"}
            ---
            """;

    @Test
    void namesFieldValueAndKindsAtThePlaceOfTheValue() throws Exception {
        Diagnostic finding = only(component("  owner: team-zeta"));
        assertEquals("dangling-ref", finding.ruleId());
        assertEquals("spec.owner \"team-zeta\" is no Group or User in the catalog", finding.message());
        assertEquals("/spec/owner", finding.pointer());
        assertEquals("catalog-info.yaml:22:10", finding.location().orElseThrow().toString());
        assertEquals(Optional.of(Value.Str.of("team-zeta")), finding.found());
        assertEquals(Optional.of(EntityRef.parse("component:default/web")), finding.entity());
    }

    @Test
    void pointsAtTheArrayElement() throws Exception {
        Diagnostic finding =
                only(component("  owner: team-alpha\n  dependsOn:\n    - resource:shop/orders-db\n    - api:none"));
        assertEquals("/spec/dependsOn/1", finding.pointer());
        assertEquals("catalog-info.yaml:25:7", finding.location().orElseThrow().toString());
        assertEquals("spec.dependsOn[1] \"api:none\" is no entity in the catalog", finding.message());
    }

    @Test
    void suggestsTheNearestNameAsItsAuthorWouldWriteIt() throws Exception {
        assertEquals("did you mean \"team-alpha\"?", hint("  owner: team-alhpa"));
        assertEquals(
                "did you mean \"team-alpha\"?", hint("  owner: group:other/team-alpa".replace("other", "default")));
        assertEquals("did you mean \"user:Bob\"?", hint("  owner: bob"));
        assertEquals("did you mean \"user:Bob\"?", hint("  owner: user:bobb"));
        assertEquals(
                "did you mean \"resource:shop/orders-db\"?",
                hint("  owner: team-alpha\n  dependsOn: [resource:orders-db]"));
        assertEquals(
                "did you mean \"resource:shop/orders-db\"?",
                hint("  owner: team-alpha\n  dependsOn: [component:orders-db]"));
        assertEquals(
                "did you mean \"resource:shop/orders-db\"?",
                hint("  owner: team-alpha\n  dependsOn: [resource:shop/order-db]"));
    }

    @Test
    void suggestsNothingOfAnotherKindOrTooFar() throws Exception {
        assertEquals("", hint("  owner: orders-db"));
        assertEquals("", hint("  owner: qwertzuiop"));
        assertEquals("", hint("  owner: team-alpha\n  system: team-alpha"));
    }

    @Test
    void refsThatLiveElsewhereAreKnownAndSuggested() throws Exception {
        EntitySet set = new EntitySet(
                CatalogText.read(component("  owner: team-omega\n  system: shopp")),
                Set.of(EntityRef.parse("group:team-omega"), EntityRef.parse("system:shop")));
        List<Diagnostic> findings = new DanglingRefs().check(set);
        assertEquals(1, findings.size());
        assertEquals(Optional.of("did you mean \"shop\"?"), findings.get(0).hint());
    }

    @Test
    void aRefIsTheSameInAnyCase() throws Exception {
        assertEquals(
                List.of(),
                CatalogText.findings(new DanglingRefs(), CatalogText.read(component("  owner: User:DEFAULT/BOB"))));
    }

    private static String hint(String spec) throws Exception {
        return only(component(spec)).hint().orElse("");
    }

    private static Diagnostic only(String yaml) throws Exception {
        List<Diagnostic> findings = CatalogText.findings(new DanglingRefs(), CatalogText.read(yaml));
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    private static String component(String spec) {
        return ORGANISATION
                + "@\nkind: Component\nmetadata: {name: web}\nspec:\n  type: service\n  lifecycle: production\n" + spec
                + "\n";
    }
}
