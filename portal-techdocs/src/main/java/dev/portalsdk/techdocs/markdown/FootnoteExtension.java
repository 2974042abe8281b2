package dev.portalsdk.techdocs.markdown;

import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Footnotes, {@code text[^1]} and {@code [^1]: note}, parsed by CommonMark's extension and written as MkDocs does. */
final class FootnoteExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    static FootnoteExtension create() {
        return new FootnoteExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        ((FootnotesExtension) FootnotesExtension.create()).extend(parser);
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(FootnoteRenderer::new);
    }
}
