package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.InvalidCatalogException;
import dev.portalsdk.model.yaml.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CatalogFilesTest {
    private static final String GROUP = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: team-a}
            spec: {type: team, children: []}
            """;
    private static final String COMPONENT = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: web}
            spec: {type: service, lifecycle: production, owner: OWNER}
            """;

    @TempDir
    private Path root;

    @Test
    void filesOfATreeAreCheckedTogether() throws IOException {
        write("a/catalog-info.yaml", COMPONENT.replace("OWNER", "team-a"));
        write("b/c/catalog-info.yaml", GROUP);
        write("b/other.yaml", "kind: [");
        CheckedCatalog catalog = CatalogFiles.under(root).check();
        assertEquals(List.of(), catalog.result().findings());
        assertEquals(2, catalog.orThrow().size());
        assertEquals(
                List.of(
                        root.resolve("a/catalog-info.yaml").toString(),
                        root.resolve("b/c/catalog-info.yaml").toString()),
                catalog.sources());
    }

    @Test
    void filesAndDirectoriesAreOneCatalog() throws IOException {
        write("a/catalog-info.yaml", COMPONENT.replace("OWNER", "team-a"));
        write("teams.yaml", GROUP);
        CheckedCatalog catalog = CatalogFiles.at(
                        List.of(root.resolve("a"), root.resolve("teams.yaml"), root.resolve("a")))
                .check();
        assertEquals(List.of(), catalog.result().findings());
        assertEquals(2, catalog.orThrow().size());
        assertEquals(
                List.of("unreadable"),
                CatalogFiles.at(List.of(root.resolve("gone"))).check().result().findings().stream()
                        .map(Diagnostic::ruleId)
                        .toList());
    }

    @Test
    void findingsOfReadingValidatingAndCheckingComeTogetherByPlace() throws IOException {
        write("a/catalog-info.yaml", COMPONENT.replace("OWNER", "team-b"));
        write("b/catalog-info.yaml", GROUP.replace("team-a", "team_-a-").replace("[]", "[x]"));
        write("c/catalog-info.yaml", "a: [b");
        CheckedCatalog catalog = CatalogFiles.under(root).check();
        assertEquals(
                List.of("dangling-ref a", "field-format b", "yaml c"),
                catalog.result().findings().stream()
                        .map(finding -> finding.ruleId() + " "
                                + root.relativize(Path.of(
                                                finding.location().orElseThrow().source()))
                                        .getParent())
                        .toList());
        assertTrue(catalog.hasErrors());
        assertThrows(InvalidCatalogException.class, catalog::orThrow);
    }

    @Test
    void aReferenceToARejectedEntityIsNotDanglingToo() throws IOException {
        write(
                "catalog-info.yaml",
                COMPONENT.replace("OWNER", "team-a") + "---\n" + GROUP.replace("type: team", "kind: team"));
        assertEquals(List.of("schema"), rules(CatalogFiles.under(root).check()));
    }

    @Test
    void lookingAtNothingFails() throws IOException {
        CheckedCatalog nothing = CatalogFiles.under(root).check();
        assertEquals(
                List.of("[ERROR] no catalog-info.yaml under " + root
                        + "; pass allowEmpty() if that is intended | nothing-to-check"),
                nothing.result().findings().stream().map(Diagnostic::toString).toList());
        assertFalse(CatalogFiles.under(root).allowEmpty().check().hasErrors());

        write("catalog-info.yaml", "---\n# nothing\n");
        assertEquals(List.of("nothing-to-check"), rules(CatalogFiles.under(root).check()));
        assertEquals(
                List.of("nothing-to-check"), rules(CatalogFiles.of(List.of()).check()));
    }

    @Test
    void whatIsMissingIsNotTakenForEmpty() {
        Path missing = root.resolve("missing");
        assertEquals(
                List.of("unreadable"),
                rules(CatalogFiles.under(missing).allowEmpty().check()));
        CheckedCatalog given = CatalogFiles.of(List.of(missing)).check();
        assertEquals(List.of("unreadable"), rules(given));
        assertTrue(given.result().findings().get(0).message().endsWith("it does not exist"));
    }

    @Test
    void outputsOfBuildsAreNotLookedInto() throws IOException {
        write("catalog-info.yaml", GROUP);
        write("pom.xml", "");
        write("target/classes/catalog-info.yaml", GROUP);
        write("node_modules/x/catalog-info.yaml", GROUP);
        write(".git/catalog-info.yaml", GROUP);
        write("lib/build.gradle.kts", "");
        write("lib/build/catalog-info.yaml", GROUP);
        write("build/catalog-info.yaml", GROUP.replace("team-a", "in-a-folder-that-is-called-build"));
        assertEquals(2, CatalogFiles.under(root).check().orThrow().size());
    }

    @Test
    void skeletonsOfTemplatesAreNoDescriptors() throws IOException {
        write(
                "service/template.yaml",
                "apiVersion: scaffolder.backstage.io/v1beta3\nspec: {steps: [{input: {url: ./skeleton}}]}");
        write("service/skeleton/deep/catalog-info.yaml", "name: ${{ values.name }}");
        write("service/docs/catalog-info.yaml", GROUP);
        write("lambda/template.yaml", "Transform: AWS::Serverless-2016-10-31\nCodeUri: ./app");
        write("lambda/app/catalog-info.yaml", GROUP.replace("team-a", "team-b"));
        assertEquals(2, CatalogFiles.under(root).check().orThrow().size());
    }

    @Test
    void linksAreNotFollowedSoThatLoopsEnd() throws IOException {
        write("a/catalog-info.yaml", GROUP);
        Files.createSymbolicLink(root.resolve("a/loop"), root);
        Files.createSymbolicLink(root.resolve("a/broken"), root.resolve("nowhere"));
        Files.createSymbolicLink(root.resolve("b"), root.resolve("a"));
        assertEquals(1, CatalogFiles.under(root).check().orThrow().size());
        assertEquals(1, CatalogFiles.under(root.resolve("b")).check().orThrow().size(), "a root may be a link");
    }

    @Test
    void namesAndFilesCanBeGiven() throws IOException {
        write("a/all.yaml", GROUP);
        write("a/catalog-info.yml", GROUP.replace("team-a", "team-b"));
        assertEquals(
                2,
                CatalogFiles.under(root)
                        .named("catalog-info.yml", "all.yaml")
                        .check()
                        .orThrow()
                        .size());
        Path file = root.resolve("a/all.yaml");
        CheckedCatalog given =
                CatalogFiles.of(List.of(file, root.resolve("a/../a/all.yaml"))).check();
        assertEquals(List.of(file.toString()), given.sources());
        assertEquals(1, given.orThrow().size());
    }

    @Test
    void aFileBeyondTheLimitIsAFinding() throws IOException {
        write("catalog-info.yaml", "#".repeat(10_000));
        assertEquals(
                List.of("limit"),
                rules(CatalogFiles.under(root)
                        .withLimits(new ReadLimits(1_000, 100, 100, 0, 10))
                        .check()));
    }

    @Test
    void aBaselineCoversWholeRepositories() throws IOException {
        write("a/catalog-info.yaml", COMPONENT.replace("OWNER", "team-b"));
        write("c/catalog-info.yaml", "a: [b");
        List<Diagnostic> found = CatalogFiles.under(root).check().result().findings();
        Path file = root.resolve("baseline.json");
        Baseline.of(found).write(file);
        write("a/catalog-info.yaml", "# moved\n\n" + COMPONENT.replace("OWNER", "team-b"));
        CatalogChecks checks =
                CatalogChecks.builder().baseline(Baseline.read(file).orThrow()).build();
        CheckedCatalog again = CatalogFiles.under(root).withChecks(checks).check();
        assertEquals(List.of(), again.result().findings());
        assertEquals(2, again.result().waived().size());
    }

    private static List<String> rules(CheckedCatalog catalog) {
        return catalog.result().findings().stream().map(Diagnostic::ruleId).toList();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
