package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Parser parserWithoutBareLinks;
    private final HtmlRenderer renderer;
    private final Highlighter highlighter = Highlighter.create();
    private final Optional<DiagramRenderer> diagrams;

    private MarkdownRenderer(Builder builder) {
        this.limits = builder.limits;
        this.snippets = builder.snippets;
        this.diagrams = builder.diagrams;
        List<Extension> extensions = MarkdownDialect.extensions(limits);
        this.parser = MarkdownDialect.parser(extensions);
        this.parserWithoutBareLinks = MarkdownDialect.parserWithoutBareLinks(extensions);
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
        return render(source, markdown, links, snippets);
    }

    /**
     * Renders a page with snippets of its own.
     *
     * @param snippetsOfPage where {@code --8<-- "path"} finds its text, in place of what the renderer was built with
     */
    public MarkdownPage render(String source, String markdown, LinkRewriter links, SnippetReader snippetsOfPage) {
        if (markdown.length() > limits.pageCharacters()) {
            return refused(
                    source,
                    "The page has " + markdown.length() + " characters; no more than " + limits.pageCharacters()
                            + " are rendered");
        }
        String text = markdown.startsWith("\uFEFF") ? markdown.substring(1) : markdown;
        FrontMatter frontMatter = FrontMatter.read(source, text);
        Snippets expansion = new Snippets(snippetsOfPage, limits);
        SourceText lines = TablePipes.escape(expansion.expand(SourceText.of(source, text, frontMatter.bodyLine())));
        Node document = parse(lines.text());

        List<Diagnostic> findings = new ArrayList<>(frontMatter.findings());
        findings.addAll(expansion.findings());
        findings.addAll(openFences(document, lines));
        PageLinks pageLinks = new PageLinks(lines, links);
        List<Node> nodes = Trees.all(document, Node.class);
        List<PageLink> found = pageLinks.rewrite(nodes);
        CodePieces code = new CodePieces(highlighter, diagrams, lines);
        code.make(nodes);
        findings.addAll(code.findings());
        PageScan scan = harmless(renderer.render(document), pageLinks.foundRawHtml(), code);
        return new MarkdownPage(
                code.insertInto(scan.html()),
                frontMatter.meta(),
                headings(document, lines),
                scan.anchors(),
                found,
                scan.sections(),
                findings);
    }

    private Node parse(String text) {
        return (MarkdownDialect.mayHoldBareLinks(text) ? parser : parserWithoutBareLinks).parse(text);
    }

    /** HTML that authors wrote is always sanitised; what was made of Markdown only where there is something to sanitise. */
    private static PageScan harmless(String html, boolean hasRawHtml, CodePieces code) {
        PageScan scan = PageScan.of(hasRawHtml ? Sanitizer.sanitize(html) : html, code);
        return hasRawHtml || scan.isPlain() ? scan : PageScan.of(Sanitizer.sanitize(html), code);
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
        return new MarkdownPage(html, Value.Obj.empty(), List.of(), Set.of(), List.of(), List.of(), List.of(finding));
    }

    /** Collects what a renderer is made of. */
    public static final class Builder {
        private MarkdownLimits limits = MarkdownLimits.STANDARD;
        private SnippetReader snippets = SnippetReader.NONE;
        private Optional<DiagramRenderer> diagrams = Optional.empty();

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

        /** Draws the PlantUML and Graphviz blocks, which stay code otherwise. */
        public Builder diagrams(DiagramRenderer diagramRenderer) {
            this.diagrams = Optional.of(diagramRenderer);
            return this;
        }

        /** Makes the renderer. */
        public MarkdownRenderer build() {
            return new MarkdownRenderer(this);
        }
    }
}
