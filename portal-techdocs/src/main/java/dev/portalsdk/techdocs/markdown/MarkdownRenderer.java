package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.commonmark.Extension;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns a page of Markdown into sanitised HTML with everything a site needs to know about it.
 *
 * <p>Understands what MkDocs with its TechDocs plugin understands; where that departs from CommonMark without need (lists
 * nested by four spaces, a first line {@code Note: …} taken as data) CommonMark is followed. Never fails on any input.
 * Immutable and safe for use by many threads.
 */
public final class MarkdownRenderer {

    private final MarkdownLimits limits;
    private final SnippetReader snippets;
    private final Parser parser;
    private final HtmlRenderer renderer;

    private MarkdownRenderer(Builder builder) {
        this.limits = builder.limits;
        this.snippets = builder.snippets;
        List<Extension> extensions = MarkdownDialect.extensions(limits);
        this.parser = MarkdownDialect.parser(extensions);
        this.renderer = MarkdownDialect.renderer(extensions);
    }

    /** The whole dialect with standard limits and no snippets. */
    public static MarkdownRenderer create() {
        return builder().build();
    }

    /** Starts with standard limits and no snippets. */
    public static Builder builder() {
        return new Builder();
    }

    /** Renders a page and leaves its links as they are. */
    public MarkdownPage render(String source, String markdown) {
        return render(source, markdown, LinkRewriter.UNCHANGED);
    }

    /**
     * Renders a page.
     *
     * @param source the name of the file for findings, for example {@code docs/index.md}
     * @param markdown the whole file, front matter included
     * @param links says where each link leads in the output
     */
    public MarkdownPage render(String source, String markdown, LinkRewriter links) {
        if (markdown.length() > limits.pageCharacters()) {
            return refused(
                    source,
                    "The page has " + markdown.length() + " characters; no more than " + limits.pageCharacters()
                            + " are rendered");
        }
        String text = markdown.startsWith("\uFEFF") ? markdown.substring(1) : markdown;
        FrontMatter frontMatter = FrontMatter.read(source, text);
        Snippets expansion = new Snippets(snippets, limits);
        SourceText lines = TablePipes.escape(expansion.expand(SourceText.of(source, text, frontMatter.bodyLine())));
        Node document = parser.parse(lines.text());

        List<Diagnostic> findings = new ArrayList<>(frontMatter.findings());
        findings.addAll(expansion.findings());
        findings.addAll(openFences(document, lines));
        List<PageLink> found = new PageLinks(lines, links).rewrite(document);
        String html = Sanitizer.sanitize(renderer.render(document));
        return new MarkdownPage(html, frontMatter.meta(), headings(document, lines), anchors(html), found, findings);
    }

    private static List<PageHeading> headings(Node document, SourceText lines) {
        return Trees.all(document, Heading.class).stream()
                .map(heading -> new PageHeading(
                        heading.getLevel(),
                        HeadingExtension.idOf(heading),
                        Trees.plainText(heading),
                        lines.locate(heading)))
                .toList();
    }

    private static Set<String> anchors(String html) {
        Set<String> anchors = new LinkedHashSet<>();
        for (HtmlTokens.Token token : HtmlTokens.of(html)) {
            if (token instanceof HtmlTokens.Tag tag) {
                tag.value("id").map(Entities::decode).ifPresent(anchors::add);
                tag.value("name")
                        .filter(name -> tag.name().equals("a"))
                        .map(Entities::decode)
                        .ifPresent(anchors::add);
            }
        }
        return anchors;
    }

    private static List<Diagnostic> openFences(Node document, SourceText lines) {
        return Trees.all(document, FencedCodeBlock.class).stream()
                .filter(fence -> fence.getClosingFenceLength() == null)
                .map(fence -> Diagnostic.warning("docs-open-fence", "This code block is never closed")
                        .at(lines.locate(fence))
                        .hint("Add a closing line of "
                                + fence.getFenceCharacter().repeat(3) + "; everything up to here became code")
                        .build())
                .toList();
    }

    /** A page in place of one that cannot be rendered: says so to its readers, and to the build. */
    private static MarkdownPage refused(String source, String reason) {
        Diagnostic finding = Diagnostic.warning("docs-page-limit", reason)
                .at(SourceLocation.startOf(source))
                .hint("Split the page")
                .build();
        String html = "<div class=\"admonition danger\">\n<p class=\"admonition-title\">Page not rendered</p>\n<p>"
                + reason + ".</p>\n</div>\n";
        return new MarkdownPage(html, Value.Obj.empty(), List.of(), Set.of(), List.of(), List.of(finding));
    }

    /** Collects what a renderer is made of. */
    public static final class Builder {
        private MarkdownLimits limits = MarkdownLimits.STANDARD;
        private SnippetReader snippets = SnippetReader.NONE;

        private Builder() {}

        /** How much a page may ask for; default {@link MarkdownLimits#STANDARD}. */
        public Builder limits(MarkdownLimits pageLimits) {
            this.limits = pageLimits;
            return this;
        }

        /** Where {@code --8<-- "path"} finds its text; default {@link SnippetReader#NONE}. */
        public Builder snippets(SnippetReader reader) {
            this.snippets = reader;
            return this;
        }

        /** Makes the renderer. */
        public MarkdownRenderer build() {
            return new MarkdownRenderer(this);
        }
    }
}
