package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Task items, {@code - [x] done}, in the markup that Material styles (pymdownx.tasklist with custom_checkbox). */
final class TaskItemExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    static TaskItemExtension create() {
        return new TaskItemExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        ((TaskListItemsExtension) TaskListItemsExtension.create()).extend(parser);
        parser.postProcessor(document -> {
            Trees.all(document, ListItem.class).forEach(TaskItemExtension::moveIntoText);
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.attributeProviderFactory(context -> new Classes());
        renderer.nodeRendererFactory(Renderer::new);
    }

    /** The box belongs to the text, also where the text is a paragraph. */
    private static void moveIntoText(ListItem item) {
        if (item.getFirstChild() instanceof TaskListItemMarker marker && marker.getNext() instanceof Paragraph text) {
            Elements.Attributes.of(item).put("class", "task-list-item");
            text.prependChild(new Text(" "));
            text.prependChild(marker);
        }
    }

    private static final class Classes implements AttributeProvider {
        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (node instanceof BulletList && node.getFirstChild() instanceof ListItem item && isTask(item)) {
                attributes.merge("class", "task-list", (old, added) -> old + " " + added);
            }
        }

        private static boolean isTask(ListItem item) {
            return item.getFirstChild() instanceof Paragraph text && text.getFirstChild() instanceof TaskListItemMarker;
        }
    }

    private static final class Renderer implements NodeRenderer {
        private final HtmlWriter html;

        Renderer(HtmlNodeRendererContext context) {
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(TaskListItemMarker.class);
        }

        @Override
        public void render(Node node) {
            Map<String, String> box = new LinkedHashMap<>();
            box.put("type", "checkbox");
            box.put("disabled", "disabled");
            if (((TaskListItemMarker) node).isChecked()) {
                box.put("checked", "checked");
            }
            html.tag("label", Map.of("class", "task-list-control"));
            html.tag("input", box, true);
            html.raw("<span class=\"task-list-indicator\"></span>");
            html.tag("/label");
        }
    }
}
