package dev.portalsdk.techdocs.markdown;

import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes the {@link Elements}. */
final class ElementRenderer implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;

    ElementRenderer(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(
                Elements.Inline.class,
                Elements.Block.class,
                Elements.Indented.class,
                Elements.Escaped.class,
                Elements.Attributes.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof Elements.Block block) {
            html.line();
            html.tag(block.tag(), context.extendAttributes(block, block.tag(), block.attributes()));
            html.line();
            renderChildren(block);
            html.line();
            html.tag("/" + block.tag());
            html.line();
        } else if (node instanceof Elements.Inline inline) {
            html.tag(inline.tag(), context.extendAttributes(inline, inline.tag(), inline.attributes()));
            renderChildren(inline);
            html.tag("/" + inline.tag());
        } else if (node instanceof Elements.Escaped) {
            renderChildren(node);
        }
    }

    private void renderChildren(Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
    }
}
