package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** Finds every link and image of a page, raw HTML included, and writes in what the {@link LinkRewriter} answers. */
final class PageLinks {

    private final SourceText text;
    private final LinkRewriter rewriter;
    private final List<PageLink> found = new ArrayList<>();
    private boolean rawHtml;

    PageLinks(SourceText text, LinkRewriter rewriter) {
        this.text = text;
        this.rewriter = rewriter;
    }

    /** @param nodes of the whole page, in document order */
    List<PageLink> rewrite(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof Link link) {
                link.setDestination(
                        rewrite(new PageLink(PageLink.Kind.LINK, link.getDestination(), text.locate(link))));
            } else if (node instanceof Image image) {
                image.setDestination(
                        rewrite(new PageLink(PageLink.Kind.IMAGE, image.getDestination(), text.locate(image))));
            } else if (node instanceof HtmlInline html) {
                html.setLiteral(rewriteHtml(html.getLiteral(), node));
            } else if (node instanceof HtmlBlock html) {
                html.setLiteral(rewriteHtml(html.getLiteral(), node));
            }
        }
        return found;
    }

    /** Whether the page holds HTML that its author wrote. */
    boolean foundRawHtml() {
        return rawHtml;
    }

    private String rewrite(PageLink link) {
        found.add(link);
        return rewriter.rewrite(link);
    }

    private String rewriteHtml(String html, Node node) {
        rawHtml = true;
        StringBuilder rewritten = new StringBuilder();
        int done = 0;
        for (HtmlTokens.Token token : HtmlTokens.of(html)) {
            if (!(token instanceof HtmlTokens.Tag tag) || tag.closing()) {
                continue;
            }
            for (HtmlTokens.Attribute attribute : tag.attributes()) {
                if (!isLink(tag.name(), attribute.name())) {
                    continue;
                }
                PageLink.Kind kind = tag.name().equals("img") ? PageLink.Kind.IMAGE : PageLink.Kind.LINK;
                String target = Entities.decode(attribute.value());
                String answer = rewrite(
                        new PageLink(kind, target, text.locate(lineOf(node, html, tag), columnOf(node, html, tag))));
                if (!answer.equals(target)) {
                    rewritten.append(html, done, attribute.start()).append(escape(answer));
                    done = attribute.end();
                }
            }
        }
        return rewritten.append(html, done, html.length()).toString();
    }

    private static boolean isLink(String tag, String attribute) {
        return (tag.equals("a") && attribute.equals("href")) || (tag.equals("img") && attribute.equals("src"));
    }

    private static String escape(String value) {
        return value.replace("&", "&amp;")
                .replace("\"", "%22")
                .replace("'", "%27")
                .replace("<", "%3C")
                .replace(" ", "%20");
    }

    /** The literal of raw HTML has one line for each span of its node. */
    private static int lineOf(Node node, String html, HtmlTokens.Tag tag) {
        List<SourceSpan> spans = node.getSourceSpans();
        int line = (int)
                html.substring(0, tag.start()).chars().filter(c -> c == '\n').count();
        return spans.isEmpty()
                ? -1
                : spans.get(Math.min(line, spans.size() - 1)).getLineIndex();
    }

    private static int columnOf(Node node, String html, HtmlTokens.Tag tag) {
        List<SourceSpan> spans = node.getSourceSpans();
        int lineStart = html.lastIndexOf('\n', tag.start()) + 1;
        int line = (int)
                html.substring(0, tag.start()).chars().filter(c -> c == '\n').count();
        int column = tag.start() - lineStart;
        return spans.isEmpty() || line >= spans.size()
                ? column
                : spans.get(line).getColumnIndex() + column;
    }
}
