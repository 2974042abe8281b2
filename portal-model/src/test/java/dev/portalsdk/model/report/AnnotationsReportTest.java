package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As the runner of GitHub Actions reads them: {@code ::name key=value,key=value::data}. */
class AnnotationsReportTest {
    private static final Path BASE = Path.of("").toAbsolutePath();

    private static String report(FindingReport form, Diagnostic... findings) throws IOException {
        StringBuilder out = new StringBuilder();
        form.append(List.of(findings), out);
        return out.toString();
    }

    @Test
    void namesFilesBelowTheRootAndOthersAsTheyAre() throws IOException {
        Diagnostic below = Diagnostic.error("a-rule", "said")
                .at(new SourceLocation("web/a.yaml", 3, 4))
                .build();
        assertEquals(
                "::error file=web/a.yaml,line=3,col=4,title=a-rule::said\n",
                report(AnnotationsReport.under(BASE), below));
        assertEquals(
                "::error file=a.yaml,line=3,col=4,title=a-rule::said\n",
                report(AnnotationsReport.under(BASE.resolve("web")), below));
        Diagnostic elsewhere = Diagnostic.info("a-rule", "said")
                .at(new SourceLocation("https://h/a.yaml", 1, 1))
                .build();
        assertEquals(
                "::notice file=https%3A//h/a.yaml,line=1,col=1,title=a-rule::said\n",
                report(AnnotationsReport.under(BASE), elsewhere));
        assertEquals(
                "::warning title=b::c\n",
                report(AnnotationsReport.create(), Diagnostic.warning("b", "c").build()));
    }

    @Test
    void nothingThatAFileSaysIsACommand() throws IOException {
        Diagnostic hostile = Diagnostic.error("a,b:c", "100%\r\n::stop-commands::x%0A")
                .at(new SourceLocation("a,b:c\n::error::.yaml", 1, 1))
                .build();
        String text = report(AnnotationsReport.create(), hostile);
        assertEquals(
                "::error file=a%2Cb%3Ac%0A%3A%3Aerror%3A%3A.yaml,line=1,col=1,title=a%2Cb%3Ac::100%25\\u000d\\u000a::stop-commands::x%250A\n",
                text);
        assertEquals(1, text.lines().count());
    }

    @Test
    void markdownHasNoMarkupOfFilesAndAnEnd() throws IOException {
        Diagnostic hostile =
                Diagnostic.error("a", "<img src=x> @all [a](b) `c` |d|").build();
        String text = report(MarkdownReport.create(), hostile);
        assertTrue(text.startsWith("### 1 error\n\n- **error** <code>"), text);
        for (String markup : List.of("<img", "@all", "[a]", "`", "|")) {
            assertFalse(text.contains(markup), text);
        }
        Diagnostic[] many = new Diagnostic[2000];
        for (int i = 0; i < many.length; i++) {
            many[i] = Diagnostic.warning("a", "a long message, which says the same again and again ".repeat(2) + i)
                    .build();
        }
        String cut = report(MarkdownReport.create(), many);
        assertTrue(cut.length() < 60_100, () -> "" + cut.length());
        int rows =
                (int) cut.lines().filter(line -> line.startsWith("- warning")).count();
        assertTrue(cut.endsWith("- … and " + (2000 - rows) + " more\n"), cut.substring(cut.length() - 100));
    }

    @Test
    void coloursStandAroundSeverityAndMarksOnly() throws IOException {
        SnippetReport plain = SnippetReport.of(source -> java.util.Optional.of("a: b\n"));
        Diagnostic finding = Diagnostic.warning("r", "said")
                .at(new SourceLocation("a\u001b.yaml", 1, 4))
                .build();
        String coloured = report(plain.coloured(), finding);
        assertEquals(report(plain, finding), coloured.replaceAll("\u001b\\[\\d+m", ""));
        assertTrue(coloured.contains("\u001b[33mwarning: \u001b[0m"), coloured);
        assertTrue(coloured.contains("\u001b[33m   ^\u001b[0m"), coloured);
    }
}
