package dev.portalsdk.samples.catalogtests;

import static dev.portalsdk.testing.CatalogAssertions.assertThatCatalog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.report.SnippetReport;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.testing.TemplateTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the team would see if it made a mistake: the texts are those of README.md. */
class MistakesTest {
    private static final Path MISTAKES = Path.of("mistakes");

    private static TemplateTester template(Path file) {
        return TemplateTester.of(file).standIn("acme:ticket:open", input -> Value.Obj.of("id", "TICKET-1"));
    }

    private static void assertShown(String title, Runnable check) throws IOException {
        AssertionError failure = assertThrows(AssertionError.class, check::run);
        assertShown(title, String.valueOf(failure.getMessage()));
    }

    /** The first block behind a headline of README.md. */
    private static void assertShown(String title, String text) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int section = readme.indexOf("\n### " + title + "\n");
        assertTrue(section >= 0, () -> "README.md has no section " + title);
        int start = readme.indexOf("```\n", section) + 4;
        String here = Path.of("").toAbsolutePath() + "/";
        assertEquals(
                readme.substring(start, readme.indexOf("```", start)).strip(),
                text.replace(here, "").strip());
    }

    @Test
    void aMisspeltOwner() throws IOException {
        assertShown("A misspelt owner", () -> assertThatCatalog(MISTAKES.resolve("owner"))
                .hasNoDanglingReferences());
    }

    @Test
    void aDatasetThatIsNotAsItsKindSays() throws IOException {
        assertShown("A dataset that is not as its kind says", () -> assertThatCatalog(
                        new Datasets().apply(CatalogFiles.under(MISTAKES.resolve("dataset"))))
                .hasNoErrors());
    }

    @Test
    void aParameterThatIsNotThere() throws IOException {
        assertShown("A parameter that is not there", () -> template(MISTAKES.resolve("template/template.yaml"))
                .hasNoErrors());
    }

    @Test
    void aValueThatTheFormRefuses() throws IOException {
        assertShown("A value that the form refuses", () -> template(Path.of("templates/service/template.yaml"))
                .value("name", "Web!")
                .run());
    }

    @Test
    void aTemplateThatMakesOtherFiles() throws IOException {
        assertShown("A template that makes other files", () -> template(Path.of("templates/service/template.yaml"))
                .value("name", "web")
                .run()
                .hasFilesAs(MISTAKES.resolve("golden")));
    }

    @Test
    void aLinkThatLeadsNowhere(@TempDir Path site) throws IOException {
        StringBuilder report = new StringBuilder();
        SnippetReport.create()
                .append(
                        SiteRenderer.create()
                                .render(MISTAKES.resolve("docs"), site)
                                .findings(),
                        report);
        assertShown("A link that leads nowhere", report.toString());
    }
}
