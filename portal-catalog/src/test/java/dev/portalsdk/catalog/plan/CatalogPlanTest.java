package dev.portalsdk.catalog.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogPlanTest {
    private static final String CATALOG = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: team-a}
            spec: {type: team, children: []}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: team-b}
            spec: {type: team, children: []}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Resource
            metadata: {name: ledger, description: where money is kept}
            spec: {type: database, owner: team-a}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: payments}
            spec:
              type: service
              lifecycle: production
              owner: team-a
              dependsOn: [resource:ledger]
              providesApis: [pay]
            ---
            apiVersion: backstage.io/v1alpha1
            kind: API
            metadata: {name: pay}
            spec: {type: openapi, lifecycle: production, owner: team-a, definition: x}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: shop}
            spec:
              type: website
              lifecycle: production
              owner: team-b
              consumesApis: [pay]
            """;

    @TempDir
    Path directory;

    private Path files(String name, String text) throws IOException {
        Path made = Files.createDirectories(directory.resolve(name));
        Files.writeString(made.resolve("catalog-info.yaml"), text);
        return made;
    }

    private CatalogPlan plan(String after) throws IOException {
        return CatalogPlan.between(
                CatalogVersion.directory(files("before", CATALOG)), CatalogVersion.directory(files("after", after)));
    }

    private static EntityRef ref(String text) {
        return EntityRef.parse(text);
    }

    private static String document(String name) {
        return List.of(CATALOG.split("---\n")).stream()
                .filter(text -> text.contains("name: " + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsNothing() throws IOException {
        CatalogPlan plan = plan(CATALOG);
        assertTrue(plan.isEmpty(), plan.toString());
        assertEquals(0, plan.exitCode());
        assertEquals("nothing changes", plan.summary());
    }

    @Test
    void whoDependsOnWhatIsRemovedIsToBeAsked() throws IOException {
        CatalogPlan plan = plan(CATALOG.replace("---\n" + document("ledger"), ""));
        assertEquals(
                List.of(ref("resource:default/ledger")),
                plan.removed().stream().map(PlannedEntity::ref).toList());
        Impact impact = plan.impacts().get(0);
        assertEquals(Impact.Reason.REMOVED, impact.reason());
        assertEquals(
                List.of("1 component:default/payments", "2 api:default/pay", "3 component:default/shop"),
                impact.dependents().stream()
                        .map(one -> one.depth() + " " + one.ref())
                        .toList());
        assertEquals(List.of(ref("group:default/team-a"), ref("group:default/team-b")), impact.ask());
        Diagnostic finding = plan.findings().stream()
                .filter(one -> one.ruleId().equals("plan-removed"))
                .findFirst()
                .orElseThrow();
        assertEquals("catalog-info.yaml:18:15", finding.location().orElseThrow().toString());
        assertEquals(
                "[WARNING] component:default/payments: component:default/payments refers to resource:default/ledger, which this change"
                        + " removes; 2 others depend on it through others; ask group:default/team-a, group:default/team-b"
                        + " | plan-removed catalog-info.yaml:18:15",
                finding.toString());
        assertEquals(1, plan.exitCode());
    }

    @Test
    void renamesAreRecognisedAndThoseLeftBehindAreTold() throws IOException {
        CatalogPlan plan = plan(CATALOG.replace("name: ledger", "name: journal"));
        EntityRename rename = plan.renamed().get(0);
        assertEquals(ref("resource:default/ledger"), rename.from());
        assertEquals(ref("resource:default/journal"), rename.to());
        assertEquals("/metadata/name", rename.fields().get(0).pointer());
        Impact impact = plan.impacts().get(0);
        assertEquals(Impact.Reason.RENAMED, impact.reason());
        assertEquals(Optional.of(ref("resource:default/journal")), impact.successor());
        assertEquals(
                List.of(),
                plan(CATALOG.replace("name: ledger", "name: journal").replace("resource:ledger", "resource:journal"))
                        .impacts(),
                "who follows is not concerned");
    }

    @Test
    void aKindThatChangesIsARename() throws IOException {
        CatalogPlan plan = plan(CATALOG.replace("kind: Resource", "kind: Component")
                .replace("{type: database, owner: team-a}", "{type: database, lifecycle: x, owner: team-a}"));
        assertEquals(
                "resource:default/ledger component:default/ledger",
                plan.renamed().get(0).from() + " " + plan.renamed().get(0).to());
    }

    @Test
    void deprecationConcernsThoseWhoNeedIt() throws IOException {
        CatalogPlan plan =
                plan(CATALOG.replace("type: openapi, lifecycle: production", "type: openapi, lifecycle: deprecated"));
        Impact impact = plan.impacts().get(0);
        assertEquals(Impact.Reason.DEPRECATED, impact.reason());
        assertEquals(
                List.of(ref("component:default/shop")),
                impact.dependents().stream().map(Impact.Dependent::ref).toList());
        assertEquals(0, plan.exitCode(), "that is information");
    }

    @Test
    void fieldsHaveTheirPlacesAndOwnersMove() throws IOException {
        CatalogPlan plan = plan(CATALOG.replace("owner: team-b", "owner: team-a"));
        EntityEdit edit = plan.changed().get(0);
        assertEquals(ref("component:default/shop"), edit.ref());
        assertEquals("/spec/owner", edit.fields().get(0).pointer());
        assertEquals(Optional.of(Value.Str.of("team-b")), edit.fields().get(0).before());
        assertEquals(Optional.of(Value.Str.of("team-a")), edit.fields().get(0).after());
        assertEquals(
                "catalog-info.yaml:37:10",
                edit.fields().get(0).place().orElseThrow().toString());
        OwnershipMove move = plan.ownershipMoves().get(0);
        assertEquals(Optional.of(ref("group:default/team-b")), move.before());
        assertEquals(Optional.of(ref("group:default/team-a")), move.after());
        assertEquals(
                "[component:default/shop ownedBy group:default/team-a] [component:default/shop ownedBy group:default/team-b]",
                plan.relationsGained() + " " + plan.relationsLost());
    }

    @Test
    void filesThatMoveAreNoChangeOfWhatTheySay() throws IOException {
        Path before = files("before", CATALOG);
        Path after = files("after", CATALOG.replace("---\n" + document("shop"), ""));
        Files.writeString(
                Files.createDirectories(after.resolve("shop")).resolve("catalog-info.yaml"), document("shop"));
        CatalogPlan plan = CatalogPlan.between(CatalogVersion.directory(before), CatalogVersion.directory(after));
        assertEquals(
                List.of(new EntityEdit(
                        ref("component:default/shop"),
                        List.of(),
                        Optional.of(new EntityEdit.FileMove("catalog-info.yaml", "shop/catalog-info.yaml")))),
                plan.changed());
        assertEquals(List.of(), plan.newFindings());
    }

    @Test
    void findingsThatOnlyMoveAreNotNew() throws IOException {
        String broken = CATALOG.replace("[resource:ledger]", "[resource:nowhere]");
        Path before = files("before", broken);
        CatalogPlan moved = CatalogPlan.between(
                CatalogVersion.directory(before), CatalogVersion.directory(files("after", "# a line more\n" + broken)));
        assertEquals(List.of(), moved.newFindings());
        assertEquals(List.of(), moved.fixedFindings());
        CatalogPlan mended = CatalogPlan.between(
                CatalogVersion.directory(before), CatalogVersion.directory(files("mended", CATALOG)));
        assertEquals(1, mended.fixedFindings().size());
        assertEquals(0, mended.exitCode());
    }

    /** What was good once must not stay because the catalog remembers it. */
    @Test
    void whatIsNoLongerValidIsGone() throws IOException {
        CatalogPlan plan = plan(CATALOG.replace("{type: database, owner: team-a}", "{type: []}"));
        assertEquals(
                List.of(ref("resource:default/ledger")),
                plan.removed().stream().map(PlannedEntity::ref).toList());
        assertTrue(
                plan.newFindings().stream().anyMatch(finding -> finding.ruleId().equals("schema")));
        assertEquals(2, plan.exitCode());
    }

    @Test
    void nothingIsReadFromElsewhereUnlessItIsSaid() throws IOException {
        String remote = CATALOG + "---\napiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: more}\n"
                + "spec: {targets: [https://example.com/all.yaml, ../../../../etc/passwd]}\n";
        CatalogVersion before = CatalogVersion.directory(files("before", CATALOG));
        CatalogVersion after = CatalogVersion.directory(files("after", remote));
        CatalogPlan silent = CatalogPlan.between(before, after);
        assertEquals(1, silent.added().size());
        assertEquals(
                List.of("location-unreadable"),
                silent.newFindings().stream().map(Diagnostic::ruleId).toList(),
                "of the file outside: " + silent.newFindings());
        CatalogPlan told = PlanLoader.standard().reportRemote().plan(before, after);
        assertTrue(
                told.newFindings().stream().anyMatch(finding -> finding.ruleId().equals(PlanLoader.REMOTE_RULE)));
        InMemoryUrlReader web = new InMemoryUrlReader();
        web.put(
                "https://example.com/all.yaml",
                "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: far}\nspec: {type: team, children: []}\n");
        CatalogPlan read = PlanLoader.standard().readRemote(web).plan(before, after);
        assertEquals(2, read.added().size());
    }

    @Test
    void aDissolvedTeamIsTheSameReport() throws IOException {
        CatalogSnapshot now = PlanLoader.standard().load(DirectoryTree.of(files("before", CATALOG)));
        CatalogSnapshot then = now.edit().remove(ref("group:default/team-b")).snapshot();
        CatalogPlan plan = CatalogPlan.between(now, then);
        assertEquals(1, plan.removed().size());
        assertEquals(
                List.of(ref("component:default/shop")),
                plan.impacts().get(0).dependents().stream()
                        .map(Impact.Dependent::ref)
                        .toList());
        assertEquals(1, plan.newFindings().size(), "its owner is nobody now");
        CatalogPlan given = CatalogPlan.between(
                now,
                now.edit()
                        .remove(ref("group:default/team-b"))
                        .change(
                                ref("component:default/shop"),
                                shop -> shop.with(
                                        "spec", shop.obj("spec").orElseThrow().with("owner", Value.Str.of("team-a"))))
                        .snapshot());
        assertEquals(List.of(), given.impacts());
        assertEquals(1, given.ownershipMoves().size());
        assertThrows(NoSuchElementException.class, () -> now.edit().remove(ref("group:default/nobody")));
    }

    @Test
    void snapshotsAreKeptInFiles() throws IOException {
        Path file = directory.resolve("snapshot.jsonl");
        CatalogSnapshot now =
                PlanLoader.standard().load(DirectoryTree.of(files("before", CATALOG.replace("[pay]", "[nothing]"))));
        now.write(file);
        assertTrue(CatalogPlan.between(CatalogVersion.snapshotFile(file), CatalogVersion.of(now))
                .isEmpty());
        assertTrue(CatalogPlan.between(CatalogVersion.of(now), CatalogVersion.snapshotFile(file))
                .isEmpty());
        assertEquals(now.relations(), CatalogSnapshot.read(file).relations());
        Files.writeString(file, "{\"portalSnapshot\":1}\n{\"entity\": {\"kind\": 1}}\n");
        IOException e = assertThrows(IOException.class, () -> CatalogSnapshot.read(file));
        assertTrue(String.valueOf(e.getMessage()).contains("snapshot.jsonl:2 is no line"), e.getMessage());
        Files.writeString(file, "<html>");
        assertThrows(IOException.class, () -> CatalogSnapshot.read(file));
    }

    /** A pull request of one repository, against the catalog of all. */
    @Test
    void oneSourceOfARunningCatalogIsReplaced() throws IOException {
        InCodeProvider web = new InCodeProvider("web")
                .with(Mutation.full(List.of(
                        given("ledger", "https://github.com/acme/ledger/blob/main/catalog-info.yaml", List.of()),
                        given(
                                "shop",
                                "https://github.com/acme/shop/blob/main/catalog-info.yaml",
                                List.of("component:ledger")))));
        try (Catalog catalog = Catalog.builder().provider(web).build()) {
            catalog.settle();
            CatalogSnapshot running = CatalogSnapshot.of(catalog);
            Path branch = files("branch", component("journal", List.of()).toJson());
            CatalogSnapshot files = PlanLoader.standard().load(DirectoryTree.of(branch));
            CatalogPlan plan = CatalogPlan.between(
                    running, running.replacing(url -> url.startsWith("https://github.com/acme/ledger/"), files));
            assertEquals(
                    "component:default/ledger", plan.renamed().get(0).from().toString());
            assertEquals(
                    List.of(ref("component:default/shop")),
                    plan.impacts().get(0).dependents().stream()
                            .map(Impact.Dependent::ref)
                            .toList());
            assertTrue(plan.newFindings().stream()
                    .anyMatch(finding -> finding.entity().equals(Optional.of(ref("component:default/shop")))));
        }
    }

    private static Value.Obj component(String name, List<String> dependsOn) {
        return (Value.Obj)
                Value.parseJson("""
                {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "%s"},
                 "spec": {"type": "service", "lifecycle": "production", "owner": "team-a", "dependsOn": %s}}
                """.formatted(name, Value.of(dependsOn).toJson()));
    }

    private static ProvidedEntity given(String name, String url, List<String> dependsOn) {
        return new ProvidedEntity(EntityDescriptor.of(component(name, dependsOn), url), new LocationRef("url", url));
    }

    @Test
    void ignoredFilesOfAWorkTreeDoNotCount() throws Exception {
        Path root = files("work", CATALOG);
        try (Git git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            Files.writeString(root.resolve(".gitignore"), "target/\n");
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("first")
                    .setAuthor("a", "a@example.invalid")
                    .setCommitter("a", "a@example.invalid")
                    .setSign(false)
                    .call();
            Path copy = Files.createDirectories(root.resolve("target/classes"));
            Files.writeString(copy.resolve("catalog-info.yaml"), CATALOG.replace("name: shop", "name: copy"));
            CatalogVersion main = CatalogVersion.revision(root, "main");
            assertTrue(CatalogPlan.between(main, CatalogVersion.directory(root)).isEmpty());
            Path none = Files.createDirectories(root.resolve("none"));
            CatalogPlan meant = CatalogPlan.between(CatalogVersion.directory(none), CatalogVersion.directory(copy));
            assertFalse(meant.added().isEmpty(), "what is asked for by name is, though it is ignored");
            Path fresh = Files.createDirectories(root.resolve("fresh"));
            Files.writeString(
                    fresh.resolve("catalog-info.yaml"), document("shop").replace("shop", "fresh"));
            CatalogPlan plan = CatalogPlan.between(main, CatalogVersion.directory(root));
            assertEquals(1, plan.added().size(), "an untracked file does");
            assertEquals(
                    1,
                    CatalogPlan.between(CatalogVersion.revision(fresh, "main"), CatalogVersion.directory(fresh))
                            .added()
                            .size(),
                    "only what is below the directory");
            IOException e = assertThrows(
                    IOException.class, () -> CatalogPlan.between(main, CatalogVersion.revision(root, "nowhere")));
            assertTrue(String.valueOf(e.getMessage()).contains("no revision \"nowhere\""), e.getMessage());
            assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
        assertThrows(
                IOException.class,
                () -> CatalogPlan.between(
                        CatalogVersion.directory(directory.resolve("nothing")), CatalogVersion.directory(root)));
    }
}
