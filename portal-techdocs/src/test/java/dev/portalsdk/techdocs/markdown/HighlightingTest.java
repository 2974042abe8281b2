package dev.portalsdk.techdocs.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code on the server: what readers see is coloured as Pygments would, and what authors write stays text. */
class HighlightingTest {

    private static final Highlighter HIGHLIGHTER = Highlighter.create();
    private static final MarkdownRenderer RENDERER = MarkdownRenderer.create();

    private static String highlight(String language, String code) {
        return HIGHLIGHTER.highlight(language, code, Set.of());
    }

    private static Element article(String markdown) {
        return Jsoup.parseBodyFragment(RENDERER.render("x.md", markdown).html()).body();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java | int x = 1; // one | kt int, o =, mi 1, c1 // one",
                "python | def f(): return 'a' | k def, o :, k return, s 'a'",
                "yaml | name: \"web\" # x | nt name, s2 \"web\", c1 # x",
                "yml | - port: 8080 | nt port, mi 8080",
                "yaml | url: http://host/a:b | nt url",
                "json | {\"a\": true} | nv \"a\", kc true",
                "bash | echo $HOME | nb echo, nv $HOME",
                "sql | SELECT 1 | k SELECT, mi 1",
                "go | func f() int | k func, kt int",
                "dockerfile | FROM x | k FROM",
                "toml | a = 1 | nt a, mi 1",
                "hcl | count = true // n | nt count, kc true, c1 // n",
                "diff | +new | gi +new",
                "console | $ echo 1 | gp $, nb echo, mi 1",
                "html | <p class=\"a\"> | nt p, na class, o =, s \"a\"",
                "KOTLIN | val x = 1 | k val, o =, mi 1"
            })
    void tokensHaveTheClassesOfPygments(String language, String code, String expected) {
        List<String> spans = Jsoup.parseBodyFragment(highlight(language, code)).select("span").stream()
                .map(span -> span.className() + " " + span.text().strip())
                .filter(span -> !span.isBlank())
                .toList();
        assertEquals(List.of(expected.split(", ")), spans);
    }

    @Test
    void everyLanguageOfTheListIsColouredWithoutAScreen() throws IOException {
        Properties languages = new Properties();
        try (InputStream in = Highlighter.class.getResourceAsStream("languages.properties")) {
            languages.load(in);
        }
        assertTrue(languages.stringPropertyNames().size() > 80);
        for (String language : languages.stringPropertyNames()) {
            String code = "if (x == \"a\") { return 1 }\n+ key: 'v' # c\n<a b=\"c\"/>\n$ x\n% t\n";
            String html = highlight(language, code);
            assertTrue(html.contains("<span class="), language);
            assertEquals(
                    code,
                    Jsoup.parseBodyFragment("<pre>\n" + html + "</pre>")
                            .selectFirst("pre")
                            .wholeText(),
                    language);
        }
    }

    @Test
    void commentsAndStringsGoOnOverLines() {
        assertEquals(
                "<span class=\"cm\">/* a</span>\n<span class=\"cm\">b */</span> <span class=\"kt\">int</span> x;\n",
                highlight("java", "/* a\nb */ int x;\n"));
    }

    @Test
    void unknownLanguagesAndLongCodeAreWrittenPlainly() {
        assertEquals("int x;\n", highlight("klingon", "int x;"));
        assertFalse(highlight("java", "int x; ".repeat(30_000)).contains("<span"));
        assertFalse(highlight("java", "int x; ".repeat(800)).contains("<span"));
    }

    @Property(tries = 500)
    void whateverTheCodeIsItsTextStaysAndNothingElseComesIn(
            @ForAll @From("languages") String language, @ForAll @From("code") String code) {
        String html = highlight(language, code);
        Element pre = Jsoup.parseBodyFragment("<pre>\n" + html + "</pre>").selectFirst("pre");
        assertEquals(code.lines().map(line -> line + "\n").reduce("", String::concat), pre.wholeText());
        pre.select("*").forEach(element -> {
            assertTrue(Set.of("pre", "span").contains(element.tagName()), element::tagName);
            assertTrue(element.attributes().asList().stream()
                    .allMatch(attribute -> attribute.getKey().equals("class")));
        });
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.of("java", "python", "yaml", "html", "php", "bash", "toml", "diff", "console", "xml", "js");
    }

    @Provide
    Arbitrary<String> code() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "&",
                        "\"",
                        "'",
                        "`",
                        "\n",
                        " ",
                        "\t",
                        "/*",
                        "*/",
                        "//",
                        "#",
                        "a",
                        "0x1",
                        "<?php",
                        "{",
                        "}",
                        "\\",
                        "é",
                        "<script>",
                        "\"\"\"",
                        "$(",
                        "key:")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Test
    void linesAreNumberedWhenTheAuthorAsks() {
        Element block = article("```python title=\"a<b>.py\" linenums=\"9\" hl_lines=\"2\"\nx = 1\ny = 2\n```\n")
                .selectFirst("div.highlight");
        assertEquals("a<b>.py", block.select("th.filename > span.filename").text());
        assertEquals(List.of("9", "10"), block.select("td.linenos .normal").eachText());
        assertEquals("y = 2", block.select("td.code .hll").text());
    }

    @Test
    void codeWithinALineIsColouredToo() {
        assertEquals(
                "<code class=\"language-py highlight\">x <span class=\"o\">=</span> <span class=\"mi\">1</span></code>",
                article("See `#!py x = 1`.").selectFirst("code").outerHtml());
    }

    @Test
    void theSearchFindsCodeWithoutLineNumbers() {
        MarkdownPage page = RENDERER.render("x.md", "# T\n\n## Use\n\n```java linenums=\"77\"\nint x = 1;\n```\n");
        assertEquals(
                List.of(new PageSection("", "", "T"), new PageSection("use", "Use", "int x = 1;")), page.sections());
    }

    @Test
    void noAuthorCanWriteTheMarkOfAPiece() {
        String attack =
                "<a title=\"code00000000000000000000000000000000n0z\">x</a>\n\n```java\n\" onmouseover=alert(1) x=\"\n```\n";
        assertEquals(List.of(), Harmless.faults(article(attack)));
    }

    @Test
    void diagramsOfTheServerStayCodeAndAreReported() {
        MarkdownPage page = RENDERER.render("x.md", "text\n\n```plantuml\nA -> B\n```\n");
        assertEquals("x.md:3:1 docs-diagram", places(page));
        assertTrue(page.html().contains("language-plantuml"));
        assertEquals("x.md:1:1 docs-diagram", places(RENDERER.render("x.md", "::uml::\nA -> B\n::end-uml::\n")));
    }

    @Test
    void aHostMayDrawDiagrams() {
        MarkdownRenderer drawing = MarkdownRenderer.builder()
                .diagrams((language, source) -> Optional.of(
                        new Diagram("image/svg+xml", "<svg onload=alert(1)/>".getBytes(StandardCharsets.UTF_8))))
                .build();
        MarkdownPage page = drawing.render("x.md", "```graphviz title=\"a & b\"\ndigraph {}\n```\n");
        Element image = Jsoup.parseBodyFragment(page.html()).selectFirst("img.diagram");
        assertEquals("a & b", image.attr("alt"));
        assertTrue(image.attr("src").startsWith("data:image/svg+xml;base64,"));
        assertFalse(page.html().contains("onload"));
        assertEquals("", places(page));
    }

    @Test
    void aDiagramThatFailsCostsItsDiagramOnly() {
        MarkdownRenderer failing = MarkdownRenderer.builder()
                .diagrams((language, source) -> {
                    throw new IOException("no dot here");
                })
                .build();
        MarkdownPage page = failing.render("x.md", "```graphviz\ndigraph {}\n```\n\nafter\n");
        assertTrue(page.html().contains("digraph {}") && page.html().contains("after"));
        assertTrue(page.findings().get(0).message().contains("no dot here"));
    }

    private static String places(MarkdownPage page) {
        return page.findings().stream()
                .map(finding -> finding.location().orElseThrow() + " " + finding.ruleId())
                .reduce("", String::concat);
    }
}
