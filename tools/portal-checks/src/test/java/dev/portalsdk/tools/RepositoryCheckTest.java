package dev.portalsdk.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.Baseline;
import dev.portalsdk.model.check.CheckedCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryCheckTest {
    @TempDir
    Path root;

    /** Rule, file below the root, line and column. */
    private List<String> places(CheckedCatalog checked) {
        return checked.result().findings().stream()
                .map(finding -> finding.ruleId() + " "
                        + finding.location().map(this::place).orElse(""))
                .toList();
    }

    private String place(dev.portalsdk.model.SourceLocation at) {
        return root.toAbsolutePath().relativize(Path.of(at.source()).toAbsolutePath()) + ":" + at.line() + ":"
                + at.column();
    }

    @Test
    void aReferenceATemplateASkeletonAndALinkAreFoundAtTheirPlaces() throws IOException {
        new Repository(root)
                .with(
                        "web/catalog-info.yaml",
                        Repository.COMPONENT.replace(
                                "name: web\n", "name: web\n  annotations:\n    backstage.io/techdocs-ref: dir:.\n"))
                .with("web/mkdocs.yml", "site_name: Web\n")
                .with("web/docs/index.md", "# Web\n\nSee [there](nowhere.md).\n")
                .with("service/template.yaml", Repository.TEMPLATE.replace("parameters.name }}", "parameters.nmae }}"))
                .with("service/skeleton/README.md", "# ${{ values.title }}\n");
        CheckedCatalog checked = RepositoryCheck.of(root).build().run();
        assertEquals(2, checked.sources().size(), checked.sources()::toString);
        List<String> places = places(checked);
        assertTrue(places.contains("dangling-ref web/catalog-info.yaml:10:10"), places::toString);
        assertTrue(places.contains("docs-link-missing web/docs/index.md:3:5"), places::toString);
        assertTrue(places.contains("unknown-parameter service/template.yaml:21:32"), places::toString);
        assertTrue(places.contains("unknown-value service/skeleton/README.md:1:14"), places::toString);
        assertEquals(
                4, places.stream().filter(place -> !place.startsWith("unused")).count(), places::toString);
    }

    @Test
    void templatesAndDocsMayBeLeftAlone() throws IOException {
        new Repository(root)
                .with(
                        "catalog-info.yaml",
                        Repository.COMPONENT.replace(
                                "name: web\n", "name: web\n  annotations: {backstage.io/techdocs-ref: 'dir:docs'}\n"))
                .with("template.yaml", Repository.TEMPLATE);
        List<String> all =
                places(RepositoryCheck.of(root).off("dangling-ref").build().run());
        assertTrue(all.contains("docs-source catalog-info.yaml:5:44"), all::toString);
        assertTrue(
                all.stream().anyMatch(place -> place.startsWith("unreadable-skeleton template.yaml:19:14")),
                all::toString);
        assertEquals(
                List.of(),
                places(RepositoryCheck.of(root)
                        .off("dangling-ref")
                        .withoutDocs()
                        .withoutTemplates()
                        .build()
                        .run()));
    }

    @Test
    void whatLiesElsewhereIsNoMistake() throws IOException {
        new Repository(root)
                .with(
                        "template.yaml",
                        Repository.TEMPLATE.replace("./skeleton", "https://github.com/acme/skeletons/tree/main/a"));
        List<Diagnostic> findings =
                RepositoryCheck.of(root).build().run().result().findings();
        assertEquals(
                List.of(Severity.INFO),
                findings.stream().map(Diagnostic::severity).toList(),
                findings::toString);
        assertTrue(findings.get(0).message().contains("reads nothing from the network"), findings::toString);
    }

    @Test
    void filesOfOtherProgramsAndOfTestsAreNoDescriptors() throws IOException {
        new Repository(root)
                .with("catalog-info.yaml", Repository.COMPONENT.replace("team-z", "web"))
                .with("lambda/template.yaml", "AWSTemplateFormatVersion: '2010-09-09'\n")
                .with("service/template.yaml", Repository.TEMPLATE)
                .with("service/skeleton/catalog-info.yaml", "name: ${{ values.name }}\n")
                .with("service/tests/a/expected/catalog-info.yaml", "name: a\n");
        CheckedCatalog checked = RepositoryCheck.of(root)
                .off("dangling-ref")
                .off("wrong-kind-ref")
                .build()
                .run();
        assertEquals(2, checked.sources().size(), checked.sources()::toString);
        assertEquals(List.of(), places(checked));
    }

    @Test
    void aBaselineCoversWhatTemplatesHaveWrong() throws IOException {
        new Repository(root).with("template.yaml", Repository.TEMPLATE.replace("fetch:template", "acme:unknown"));
        RepositoryCheck.Builder check = RepositoryCheck.of(root);
        List<Diagnostic> findings = check.build().run().result().findings();
        assertEquals(
                List.of("unknown-action"),
                findings.stream().map(Diagnostic::ruleId).toList(),
                findings::toString);
        Path baseline = root.resolve("baseline.json");
        Baseline.of(findings).write(baseline);
        CheckedCatalog waived = check.baseline(baseline).build().run();
        assertEquals(List.of(), places(waived));
        assertEquals(1, waived.result().waived().size());
        Files.writeString(baseline, "[]");
        assertTrue(places(check.build().run()).contains("baseline baseline.json:1:1"));
    }

    @Test
    void severitiesAndKnownRefsCount() throws IOException {
        new Repository(root).with("catalog-info.yaml", Repository.COMPONENT).with("refs.txt", "group:default/team-z\n");
        RepositoryCheck.Builder check = RepositoryCheck.of(root).severity("dangling-ref", Severity.ERROR);
        assertTrue(check.build().run().hasErrors());
        assertEquals(
                List.of(),
                places(check.knownElsewhere(root.resolve("refs.txt")).build().run()));
    }

    @Test
    void aCheckThatLookedAtNothingFails() throws IOException {
        assertEquals(
                List.of("nothing-to-check "),
                places(RepositoryCheck.of(root).build().run()));
    }
}
