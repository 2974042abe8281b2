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
