package dev.portalsdk.techdocs.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class MarkdownRendererTest {

    private static final MarkdownRenderer RENDERER = MarkdownRenderer.create();

    private static MarkdownPage render(String markdown) {
        return RENDERER.render("docs/page.md", markdown);
    }

    private static void assertHtml(String expected, String markdown) {
        assertEquals(NormalHtml.of(expected), NormalHtml.of(render(markdown).html()));
    }

    @Test
    void frontMatterIsDataAndItsTitleWins() {
        MarkdownPage page = render("---\ntitle: From meta\ntags: [a, b]\n---\n# From heading\n");
        assertEquals(Optional.of("From meta"), page.title());
        assertEquals(List.of("a", "b"), page.meta().arr("tags").orElseThrow().strings());
        assertEquals(5, page.headings().get(0).location().line());
    }

    @Test
    void brokenFrontMatterIsAFindingWithItsLine() {
        Diagnostic finding =
                render("---\nok: 1\ntitle: [unclosed\n---\ntext\n").findings().get(0);
        assertEquals("docs-front-matter", finding.ruleId());
        assertEquals("docs/page.md", finding.location().orElseThrow().source());
        assertTrue(finding.location().orElseThrow().line() > 2, finding.toString());
    }

    @Test
    void aRuleAtTheStartOfAPageIsNoFrontMatter() {
        assertHtml("<hr><p>text</p>", "---\n\ntext\n");
    }

    @Test
    void linksKeepLineAndColumnInEveryContainer() {
        MarkdownPage page = render("""
                ---
                a: 1
                ---
                Text with 😀 and [one](one.md).

                !!! note "See [two](two.md)"
                    - item [three](three.md)

                > quote ![four](four.png)

                | a |
                |---|
                | [five](five.md) |

                <p>raw</p>
                <p>x <a href="six.md">six</a></p>

                Inline <img src='seven.png'> image.
                """);
        assertEquals(
                List.of(
                        "one.md 4:17",
                        "two.md 6:15",
                        "three.md 7:12",
                        "four.png 9:9",
                        "five.md 13:3",
                        "six.md 16:6",
                        "seven.png 18:8"),
                page.links().stream()
                        .map(link -> link.target() + " " + link.location().line() + ":"
                                + link.location().column())
                        .toList());
    }

    @Test
    void linksAreRewrittenInMarkdownAndInRawHtml() {
        MarkdownPage page = RENDERER.render(
                "p.md", "[a](a.md) ![b](b.png) <a href=\"a.md\" title='t'>x</a>\n", link -> "to/" + link.target());
        assertEquals(
                NormalHtml.of(
                        "<p><a href='to/a.md'>a</a> <img src='to/b.png' alt='b'> <a href='to/a.md' title='t'>x</a></p>"),
                NormalHtml.of(page.html()));
    }

    @Test
    void nonLatinHeadingsGetReadableIds() {
        MarkdownPage page = render("## Установка\n## 安装 指南\n## Straße und Æther\n## $$$\n## Установка\n");
        assertEquals(
                List.of("установка", "安装-指南", "strae-und-ther", "_1", "установка_1"),
                page.headings().stream().map(PageHeading::id).toList());
    }

    @Test
    void headingIdsNeverMeetGivenOnes() {
        MarkdownPage page = render("# One { #two }\n# Two\n\n<a id=\"raw\"></a>\n");
        assertEquals(
                List.of("two", "two_1"),
                page.headings().stream().map(PageHeading::id).toList());
        assertTrue(page.anchors().contains("raw"));
    }

    @Test
    void attributeListsTakeAllowedKeysOnly() {
        assertHtml(
                "<h2 class='c'>T</h2><p><a class='b' href='u' title='x y'>l</a></p>",
                "## T {: #db .c onclick=\"x()\" style='a' }\n\n[l](u){ .b title=\"x y\" onmouseover=alert(1) }\n");
        assertEquals("db", render("## T { #db }\n").headings().get(0).id());
    }

    @Test
    void textBelowAnAdmonitionWithoutIndentIsOutsideOfIt() {
        assertHtml(
                "<div class='admonition note'><p class='admonition-title'>Note</p><p>in</p></div><p>out</p>",
                "!!! note\n    in\nout\n");
    }

    @Test
    void detailsAndTabsNest() {
        String html = render("??? note \"Outer\"\n    === \"A\"\n        ??? tip\n            deep\n")
                .html();
        assertTrue(html.contains("<summary>Outer</summary>") && html.contains("<summary>Tip</summary>"), html);
        assertTrue(html.contains("data-tabs=\"1:1\""), html);
    }

    @Test
    void taskItemsHaveMaterialsMarkup() {
        assertHtml(
                "<ul class='task-list'><li class='task-list-item'><label class='task-list-control'>"
                        + "<input type='checkbox' disabled checked><span class='task-list-indicator'></span></label> a</li></ul>",
                "- [x] a\n");
    }

    @Test
    void barsInCodeDoNotSplitCellsAndLinksBehindThemKeepTheirColumn() {
        String table = "| a | b |\n|---|---|\n| `x|y` | [l](u.md) |\n| `p \\| q` | ``z|`z`` |\n";
        assertEquals(
                List.of("x|y", "p | q", "z|`z"),
                Jsoup.parse(render(table).html()).select("td code").eachText());
        assertEquals(
                "docs/page.md:3:11", render(table).links().get(0).location().toString());
        assertHtml("<p>no table: <code>x|y</code></p>", "no table: `x|y`\n");
        assertHtml(
                "<div class='highlight'><pre><code>a | b --|-- `c|d` | e</code></pre></div>",
                "```\na | b\n--|--\n`c|d` | e\n```\n");
    }

    @Test
    void mermaidIsLeftToTheReader() {
        assertHtml("<pre class='mermaid'>graph LR a --&gt; b</pre>", "```mermaid\ngraph LR\n  a --> b\n```\n");
    }

    @Test
    void codeHasLanguageTitleAndHighlightedLines() {
        String html = render("```yaml title=\"a.yaml\" hl_lines=\"2\"\nx: 1\ny: 2\n```\n")
                .html();
        assertTrue(
                html.contains("<div class=\"language-yaml highlight\"><span class=\"filename\">a.yaml</span><pre>"),
                html);
        assertTrue(
                html.contains(
                        "</span>\n<span class=\"hll\"><span class=\"nt\">y</span>: <span class=\"mi\">2</span>\n</span>"),
                html);
    }

    @Test
    void marksPairWithinWordsAndSentencesAsPymdownxDoes() {
        assertHtml(
                "<p>x==y==z <mark>a b</mark> <ins class='critic'>add</ins> <del class='critic'>old</del>"
                        + "<ins class='critic'>new</ins> H<sub>2</sub>O a^b c^ d</p>",
                "x==y==z ==a b== {++add++} {~~old~>new~~} H~2~O a^b c^ d\n");
    }

    @Test
    void escapedMarksAreText() {
        assertHtml("<p>^a^ :smile: {++b++} (c)</p>", "\\^a\\^ \\:smile: \\{++b++} \\(c)\n");
    }

    @Test
    void bareAddressesKeepTheirTildesAndSymbols() {
        assertHtml("<p><a href='https://x.org/~a/~1/2'>https://x.org/~a/~1/2</a></p>", "https://x.org/~a/~1/2\n");
    }

    @Test
    void symbolsOrdinalsAndEmojiBecomeCharacters() {
        assertHtml(
                "<p>© ½ → 1<sup>st</sup> 11<sup>th</sup> 🚀 :unknown:</p>",
                "(c) 1/2 --> 1st 11th :rocket: :unknown:\n");
    }

    @Test
    void tableOfContentsNestsByLevel() {
        assertHtml(
                "<div class='toc'><ul><li><a href='#a'>A</a><ul><li><a href='#b'>B</a></li></ul></li><li><a href='#c'>C</a></li></ul></div>"
                        + "<h2>A</h2><h3>B</h3><h2>C</h2>",
                "[TOC]\n\n## A\n### B\n## C\n");
    }

    @Test
    void markdownInHtmlNests() {
        assertHtml(
                "<div class='a'><p><strong>x</strong></p><div><p>y</p></div></div><p>z</p>",
                "<div class=\"a\" markdown>\n**x**\n\n<div markdown=\"1\">\ny\n</div>\n</div>\n\nz\n");
    }

    @Test
    void snippetsIncludeFilesSectionsAndLines() {
        MarkdownRenderer renderer = MarkdownRenderer.builder()
                .snippets(path -> path.equals("a.txt")
                        ? Optional.of("one\n\n<!-- --8<-- [start:s] -->\ntwo\n<!-- --8<-- [end:s] -->\n\nthree\n")
                        : Optional.empty())
                .build();
        assertEquals("two", text(renderer.render("p.md", "--8<-- \"a.txt:s\"\n")));
        assertEquals("three", text(renderer.render("p.md", "--8<-- \"a.txt:7:7\"\n")));
        assertEquals("one two three", text(renderer.render("p.md", "--8<--\na.txt\n--8<--\n")));
    }

    @Test
    void missingAndEndlessSnippetsAreFindings() {
        MarkdownRenderer renderer = MarkdownRenderer.builder()
                .snippets(path -> path.equals("loop") ? Optional.of("--8<-- \"loop\"\n") : Optional.empty())
                .build();
        MarkdownPage page = renderer.render("p.md", "text\n\n  --8<-- \"gone\"\n--8<-- \"loop\"\n");
        assertEquals(
                List.of("p.md:3:3", "loop:1:1"),
                page.findings().stream()
                        .map(finding -> finding.location().orElseThrow().toString())
                        .toList());
    }

    @Test
    void aPageBeyondTheLimitSaysSo() {
        MarkdownRenderer renderer = MarkdownRenderer.builder()
                .limits(new MarkdownLimits(10, 0, 0, 0))
                .build();
        MarkdownPage page = renderer.render("p.md", "x".repeat(11));
        assertEquals("docs-page-limit", page.findings().get(0).ruleId());
        assertTrue(page.html().contains("Page not rendered"));
    }

    private static String text(MarkdownPage page) {
        return Jsoup.parse(page.html()).text();
    }
}
