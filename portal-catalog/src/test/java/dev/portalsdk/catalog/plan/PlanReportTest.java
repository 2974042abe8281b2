package dev.portalsdk.catalog.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form of one plan, and what files may say to break it. */
class PlanReportTest {
    private static final String BEFORE = """
            {"apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {"name": "a"}, "spec": {"type": "team", "children": []}}
            ---
            {"apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {"name": "b"}, "spec": {"type": "team", "children": []}}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Resource
            metadata: {name: ledger}
            spec: {type: database, owner: a}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: shop, title: Shop}
            spec: {type: website, lifecycle: production, owner: a, dependsOn: [resource:ledger]}
            """;

    @TempDir
    Path directory;

    private CatalogPlan plan(String after) throws IOException {
        return CatalogPlan.between(version("before", BEFORE), version("after", after));
    }

    private CatalogVersion version(String name, String text) throws IOException {
        Path made = Files.createDirectories(directory.resolve(name));
        Files.writeString(made.resolve("catalog-info.yaml"), text);
        return CatalogVersion.directory(made);
    }

    /** The ledger goes, the shop is another's and has another title. */
    private CatalogPlan changed(String title) throws IOException {
        return plan(BEFORE.replaceFirst("(?s)apiVersion: backstage.io/v1alpha1\nkind: Resource.*?---\n", "")
                .replace("title: Shop", "title: " + Value.Str.of(title).toJson())
                .replace("production, owner: a", "production, owner: b"));
    }

    private static String written(PlanReport report, CatalogPlan plan) throws IOException {
        StringBuilder out = new StringBuilder();
        report.append(plan, out);
        return out.toString();
    }

    @Test
    void text() throws IOException {
        assertEquals("""
                Plan: 1 removed, 1 changed, 1 relations gained, 2 relations lost, 1 new findings
                - resource:default/ledger | catalog-info.yaml:7:18
                ~ component:default/shop
                    /metadata/title: "Shop" -> "Store" | catalog-info.yaml:7:31
                    /spec/owner: "a" -> "b" | catalog-info.yaml:8:53
                Relations
                + component:default/shop ownedBy group:default/b
                - component:default/shop ownedBy group:default/a
                - resource:default/ledger ownedBy group:default/a
                Owners
                  component:default/shop: group:default/a -> group:default/b | catalog-info.yaml:8:53
                Impact: resource:default/ledger is removed; 1 concerned, 1 of them directly; ask group:default/b
                  component:default/shop (component:default/shop dependsOn resource:default/ledger) | catalog-info.yaml:8:68
                New findings
                """, written(PlanReport.text(), changed("Store")).replaceFirst("(?s)(New findings\n).*", "$1"));
        String coloured = written(PlanReport.colouredText(), changed("Store"));
        assertTrue(coloured.contains("\u001b[31m- resource:default/ledger"), coloured);
        assertEquals(written(PlanReport.text(), changed("Store")), coloured.replaceAll("\u001b\\[\\d+m", ""));
    }

    @Test
    void whatFilesSayDrivesNoTerminalAndNoPage() throws IOException {
        String evil =
                "\u001b[2J\u202e</code></details>|`x` @acme/all #1 <img src=x onerror=alert(1)> [a](javascript:b) ::error::x\n% **b**";
        CatalogPlan plan = changed(evil);
        String text = written(PlanReport.text(), plan);
        assertFalse(text.contains("\u001b") || text.contains("\u202e"), text);
        String page = written(PlanReport.markdown(), plan);
        assertFalse(
                page.contains("<img") || page.contains("@acme") || page.contains("[a]") || page.contains("`x`"), page);
        assertFalse(page.contains("**b**") || page.contains("#1 ") || page.contains("|"), page);
        assertEquals(count(page, "<code>"), count(page, "</code>"));
        assertEquals(count(page, "<details"), count(page, "</details>"));
        assertEquals(
                plan.findings().size(),
                written(PlanReport.gitHubAnnotations(), plan).lines().count());
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void commentsAreBounded() throws IOException {
        StringBuilder many = new StringBuilder(BEFORE);
        for (int i = 0; i < 3000; i++) {
            many.append("---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: c")
                    .append(i)
                    .append(
                            "}\nspec: {type: x, lifecycle: y, owner: nobody, dependsOn: [resource:ledger, resource:missing]}\n");
        }
        CatalogPlan plan = plan(many.toString());
        String page = written(PlanReport.markdown(), plan);
        assertTrue(page.length() <= 60_000, page.length() + "");
        assertTrue(page.contains("… and "), page.substring(0, 500));
        assertTrue(page.contains("Entities (3000)"), page.substring(0, 500));
        String small = written(PlanReport.markdown(1000), plan);
        assertTrue(small.length() <= 1000, small.length() + "");
        assertThrows(IllegalArgumentException.class, () -> PlanReport.markdown(10));
    }

    @Test
    void json() throws IOException {
        Value.Obj json = (Value.Obj) Value.parseJson(written(PlanReport.json(), changed("Store")));
        assertEquals(
                List.of(
                        "exitCode",
                        "added",
                        "removed",
                        "renamed",
                        "changed",
                        "relationsGained",
                        "relationsLost",
                        "newFindings",
                        "fixedFindings",
                        "ownershipMoves",
                        "impacts"),
                List.copyOf(json.keys()));
        assertEquals(
                "\"Store\"", json.at("/changed/0/fields/0/after").orElseThrow().toJson());
        assertEquals(
                "7", json.at("/changed/0/fields/0/place/line").orElseThrow().toJson());
        assertEquals("\"removed\"", json.at("/impacts/0/reason").orElseThrow().toJson());
        assertEquals(
                "[\"group:default/b\"]", json.at("/impacts/0/ask").orElseThrow().toJson());
        assertEquals(
                "\"dependsOn\"",
                json.at("/impacts/0/dependents/0/via/type").orElseThrow().toJson());
    }

    @Test
    void sarifAndAnnotations() throws IOException {
        CatalogPlan plan = changed("Store");
        Value log = Value.parseJson(written(PlanReport.sarif(directory), plan));
        List<Value> results = ((Value.Arr) log.at("/runs/0/results").orElseThrow()).values();
        assertEquals(plan.findings().size(), results.size());
        for (Value result : results) {
            assertEquals(
                    "\"catalog-info.yaml\"",
                    result.at("/locations/0/physicalLocation/artifactLocation/uri")
                            .orElseThrow()
                            .toJson());
        }
        List<String> lines =
                written(PlanReport.gitHubAnnotations(), plan).lines().toList();
        assertTrue(
                lines.contains(
                        "::warning file=catalog-info.yaml,line=8,col=68,title=plan-removed::component:default/shop:"
                                + " component:default/shop refers to resource:default/ledger, which this change removes; ask group:default/b"),
                lines.toString());
    }
}
