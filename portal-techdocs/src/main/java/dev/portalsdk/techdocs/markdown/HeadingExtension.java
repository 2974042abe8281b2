package dev.portalsdk.techdocs.markdown;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Ids and permanent links of headings, and the table of contents that a paragraph {@code [TOC]} asks for. */
final class HeadingExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    static HeadingExtension create() {
        return new HeadingExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            HeadingIds ids = new HeadingIds(givenIds(document));
            List<Heading> headings = Trees.all(document, Heading.class);
            headings.forEach(heading -> identify(heading, ids));
            Trees.all(document, Paragraph.class).stream()
                    .filter(HeadingExtension::asksForContents)
                    .findFirst()
                    .ifPresent(marker -> replaceByContents(marker, headings));
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Renderer::new);
    }

    /** The anchor of a heading. */
    static String idOf(Heading heading) {
        return Optional.ofNullable(Elements.Attributes.in(heading).get("id")).orElse("");
    }

    private static Set<String> givenIds(Node document) {
        Set<String> ids = new HashSet<>();
        for (Elements.Attributes attributes : Trees.all(document, Elements.Attributes.class)) {
            Optional.ofNullable(attributes.values().get("id")).ifPresent(ids::add);
        }
        return ids;
    }

    private static void identify(Heading heading, HeadingIds ids) {
        if (idOf(heading).isEmpty()) {
            String id = ids.next(Trees.plainText(heading));
            Elements.Attributes.of(heading).put("id", id);
        }
    }

    private static boolean asksForContents(Paragraph paragraph) {
        return paragraph.getFirstChild() == paragraph.getLastChild()
                && paragraph.getFirstChild() instanceof Text text
                && text.getLiteral().strip().equals("[TOC]");
    }

    /** Only once a page: a page of nothing but markers must not square its size. */
    private static void replaceByContents(Paragraph marker, List<Heading> headings) {
        Elements.Block contents = new Elements.Block("div", Map.of("class", "toc"));
        marker.insertBefore(contents);
        marker.unlink();
        new Contents(contents).add(headings);
    }

    /** Nests entries by level; a level that is skipped on the way down is skipped on the way up. */
    private static final class Contents {
        private final Node[] lists = new Node[7];
        private final Node[] items = new Node[7];
        private final Node root;

        Contents(Node root) {
            this.root = root;
        }

        void add(List<Heading> headings) {
            headings.forEach(this::add);
        }

        private void add(Heading heading) {
            int level = heading.getLevel();
            for (int deeper = level + 1; deeper < lists.length; deeper++) {
                lists[deeper] = null;
                items[deeper] = null;
            }
            if (lists[level] == null) {
                lists[level] = new Elements.Block("ul", Map.of());
                parent(level).appendChild(lists[level]);
            }
            Elements.Block item = new Elements.Block("li", Map.of());
            Elements.Inline link = new Elements.Inline("a", Map.of("href", "#" + idOf(heading)));
            link.appendChild(new Text(Trees.plainText(heading)));
            item.appendChild(link);
            lists[level].appendChild(item);
            items[level] = item;
        }

        private Node parent(int level) {
            for (int upper = level - 1; upper > 0; upper--) {
                if (items[upper] != null) {
                    return items[upper];
                }
            }
            return root;
        }
    }

    private static final class Renderer implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        Renderer(HtmlNodeRendererContext context) {
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Heading.class);
        }

        @Override
        public void render(Node node) {
            Heading heading = (Heading) node;
            String tag = "h" + heading.getLevel();
            html.line();
            html.tag(tag, context.extendAttributes(heading, tag, Map.of()));
            for (Node child = heading.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
            html.tag("a", permalink(heading));
            html.raw("&para;");
            html.tag("/a");
            html.tag("/" + tag);
            html.line();
        }

        private static Map<String, String> permalink(Heading heading) {
            return Elements.attributes("class", "headerlink", "href", "#" + idOf(heading), "title", "Permanent link");
        }
    }
}
