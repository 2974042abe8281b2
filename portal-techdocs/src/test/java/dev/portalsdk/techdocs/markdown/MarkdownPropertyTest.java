package dev.portalsdk.techdocs.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a page is made of, it renders, harmlessly, and twice the same. */
class MarkdownPropertyTest {

    private static final MarkdownRenderer RENDERER = MarkdownRenderer.create();

    /** Pieces of every syntax we know, put together at random. */
    @Provide
    Arbitrary<String> pages() {
        Arbitrary<String> pieces = Arbitraries.of(
                "!!! note \"T\"\n",
                "    ",
                "??? tip\n",
                "=== \"A\"\n",
                "> [!NOTE]\n> ",
                "- ",
                "1. ",
                "- [x] ",
                "\n",
                "\n\n",
                "# ",
                "## ",
                "{ #id .c k=v }",
                "{: .c }",
                "[^1]",
                "[^1]: ",
                "Term\n:   ",
                "*[AB]: long\n",
                "AB ",
                "[TOC]\n",
                "```py\n",
                "```\n",
                "`#!py x`",
                "^",
                "^^",
                "~",
                "~~",
                "==",
                "{++",
                "++}",
                "{~~",
                "~>",
                "~~}",
                "\\",
                ":smile:",
                "(c)",
                "1/2",
                "-->",
                "[a](b.md)",
                "![i](i.png)",
                "<div markdown>\n",
                "</div>\n",
                "<script>",
                "</script>",
                "<a href=\"javascript:x\">",
                "<img src=x onerror=y>",
                "<b onclick=z>",
                "&lt;",
                "&#0;",
                "| a | b |\n|---|---|\n",
                "| x |",
                "---\n",
                "a: b\n",
                "www.x.org",
                "text ",
                "\t",
                "\"",
                "'",
                "<",
                ">",
                "--8<-- \"x\"\n",
                "\u0000",
                "😀");
        return pieces.list().ofMaxSize(60).map(list -> String.join("", list));
    }

    @Property(tries = 500)
    void everyPageRendersHarmlesslyAndTwiceTheSame(@ForAll("pages") String markdown) {
        MarkdownPage page = RENDERER.render("p.md", markdown);
        assertEquals(List.of(), Harmless.faults(page.html()));
        assertEquals(page, RENDERER.render("p.md", markdown));
    }

    @Property(tries = 300)
    void anyTextRenders(@ForAll String markdown) {
        assertEquals(
                List.of(), Harmless.faults(RENDERER.render("p.md", markdown).html()));
    }

    @Property(tries = 300)
    void everyHeadingAnchorIsInThePage(@ForAll("pages") String markdown) {
        MarkdownPage page = RENDERER.render("p.md", markdown);
        List<String> ids = page.headings().stream().map(PageHeading::id).toList();
        assertTrue(ids.stream().noneMatch(String::isEmpty), ids.toString());
    }
}
