package dev.portalsdk.techdocs.markdown;

import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * The extensions in the order in which they look at a page: first those that build blocks, then attribute lists (they
 * end in braces that later rules would read), links, marks within lines, words, and at last what needs final text.
 */
final class MarkdownDialect {

    private static final int MAX_OPEN_BLOCKS = 60;
    private static final int MAX_INLINE_NESTING = 60;

    private MarkdownDialect() {}

    static List<Extension> extensions(MarkdownLimits limits) {
        return List.of(
                EscapeExtension.create(),
                AdmonitionExtension.create(),
                TabExtension.create(),
                HtmlMarkdownExtension.create(),
                TablesExtension.create(),
                FootnoteExtension.create(),
                AbbreviationExtension.create(limits.abbreviations()),
                DefinitionListExtension.create(),
                AlertExtension.create(),
                TaskItemExtension.create(),
                CodeExtension.create(),
                AttributeListExtension.create(),
                AutolinkExtension.create(),
                InlineMarkExtension.create(),
                SmartSymbolExtension.create(),
                EmojiExtension.create(),
                HeadingExtension.create());
    }

    /** The parser for pages that hold no bare link, for which it need not look at every text. */
    static Parser parserWithoutBareLinks(List<Extension> extensions) {
        return parser(extensions.stream()
                .filter(extension -> !(extension instanceof AutolinkExtension))
                .toList());
    }

    /** Whether a page may hold {@code https://…}, {@code www.…} or {@code a@b.example}, also in character references. */
    static boolean mayHoldBareLinks(String text) {
        return text.indexOf('@') >= 0 || text.indexOf('&') >= 0 || text.contains("://") || holdsWww(text);
    }

    private static boolean holdsWww(String text) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (dot >= 3 && text.regionMatches(true, dot - 3, "www", 0, 3)) {
                return true;
            }
        }
        return false;
    }

    static Parser parser(List<Extension> extensions) {
        return Parser.builder()
                .extensions(extensions)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
                .maxOpenBlockParsers(MAX_OPEN_BLOCKS)
                .maxInlineNesting(MAX_INLINE_NESTING)
                .build();
    }

    static HtmlRenderer renderer(List<Extension> extensions) {
        return HtmlRenderer.builder()
                .nodeRendererFactory(ElementRenderer::new)
                .extensions(extensions)
                .percentEncodeUrls(true)
                .build();
    }
}
