package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SnippetReportTest {

    @Test
    void showsTheLineAndMarksTheValue() {
        assertEquals(
                """
                b/catalog-info.yaml:3:10: warning: component:default/web: spec.owner "team-z" is no Group or User in the catalog [dangling-ref]
                  3 |   owner: team-z
                    |          ^^^^^^
                    = did you mean "team-a"?
                """,
                Findings.text(
                        SnippetReport.of(source -> Optional.of("a:\nb:\n  owner: team-z\n")),
                        List.of(Findings.DANGLING)));
    }

    @Test
    void marksValuesInQuotesWithTheirQuotes() {
        assertEquals(List.of("owner: 'x' # x", "       ^^^"), snippet("owner: 'x' # x", 8, "x"));
        assertEquals(List.of("owner: \"x\"", "       ^^^"), snippet("owner: \"x\"", 8, "x"));
        assertEquals(List.of("owner: \"\\x78\"", "       ^"), snippet("owner: \"\\x78\"", 8, "x"));
    }

    @Test
    void tabsWideAndCombiningLettersKeepTheMarkInItsPlace() {
        assertEquals(List.of("a   b   c", "        ^"), snippet("a\tb\tc", 5, "c"));
        assertEquals(List.of("名前: 値", "      ^^"), snippet("名前: 値", 5, "値"));
        assertEquals(List.of("🚀: x", "    ^"), snippet("🚀: x", 4, "x"));
        assertEquals(List.of("e\u0301e\u0301: x", "    ^"), snippet("e\u0301e\u0301: x", 7, "x"));
        assertEquals(List.of("\\u0007: x", "        ^"), snippet("\u0007: x", 4, "x"));
    }

    @Test
    void aPlaceBehindTheEndOfTheLineIsMarkedThere() {
        assertEquals(List.of("ab", "  ^"), snippet("ab", 3, ""));
        assertEquals(List.of("ab", "  ^"), snippet("ab", 300, "x"));
        assertEquals(List.of("", "^"), snippet("", 1, ""));
    }

    @Test
    void ofLongLinesThePartAroundThePlaceIsShown() {
        List<String> shown = snippet("a".repeat(500) + "X" + "b".repeat(500), 501, "X");
        assertEquals("…" + "a".repeat(80) + "X" + "b".repeat(79) + "…", shown.get(0));
        assertEquals(" ".repeat(81) + "^", shown.get(1));
        assertEquals(List.of(), snippet("a".repeat(20_000), 1, "a"));
    }

    @Test
    void linesEndAsYamlsDo() {
        String text = "\uFEFFa\r\nb\rc\nd";
        for (int line = 1; line <= 4; line++) {
            String letter = String.valueOf((char) ('a' + line - 1));
            assertEquals(letter, shown(text, line, 1, letter).get(0));
        }
        assertEquals(List.of(), shown(text, 5, 1, ""));
    }

    @Test
    void withoutItsTextAFindingIsShownAllTheSame() {
        String expected =
                "a/catalog-info.yaml:1:4: error: Not YAML: it ends too early [yaml]\ninfo: Nothing about a file [of-the-host]\n";
        List<Diagnostic> findings = List.of(Findings.HOSTS, Findings.SYNTAX);
        assertEquals(expected, Findings.text(SnippetReport.of(source -> Optional.empty()), findings));
        assertEquals(
                expected,
                Findings.text(
                        SnippetReport.of(source -> {
                            throw new IOException("gone");
                        }),
                        findings));
        assertEquals(expected, Findings.text(SnippetReport.create(), findings));
    }

    @Test
    void filesAreReadByThemselves(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("x.yaml"), "kind: Grup\n");
        Diagnostic finding = Diagnostic.error("unknown-kind", "The kind \"Grup\" is not known here")
                .at(new SourceLocation(file.toString(), 1, 7))
                .found(Value.Str.of("Grup"))
                .build();
        assertTrue(Findings.text(SnippetReport.create(), List.of(finding))
                .contains("  1 | kind: Grup\n    |       ^^^^\n"));
    }

    @Test
    @Timeout(30)
    void aTextIsAskedForOnceHoweverManyFindingsItHas() {
        List<String> asked = new ArrayList<>();
        String text = "a: b\n".repeat(200_000);
        List<Diagnostic> findings = new ArrayList<>();
        for (int i = 1; i <= 200_000; i++) {
            String source = i % 2 == 0 ? "one" : "two";
            findings.add(Diagnostic.info("x", "m")
                    .at(new SourceLocation(source, i, 4))
                    .build());
        }
        Collections.shuffle(findings, new java.util.Random(1));
        Findings.text(
                SnippetReport.of(source -> {
                    asked.add(source);
                    return Optional.of(text);
                }),
                findings);
        assertEquals(List.of("one", "two"), asked);
    }

    private static List<String> snippet(String line, int column, String found) {
        return shown(line, 1, column, found);
    }

    /** What stands behind the margin: the line and the marks; nothing if there is no snippet. */
    private static List<String> shown(String text, int line, int column, String found) {
        Diagnostic finding = Diagnostic.error("x", "m")
                .at(new SourceLocation("s", line, column))
                .found(Value.Str.of(found))
                .build();
        return Findings.text(SnippetReport.of(source -> Optional.of(text)), List.of(finding))
                .lines()
                .skip(1)
                .map(shown -> shown.substring(Math.min(shown.length(), 6)))
                .toList();
    }
}
