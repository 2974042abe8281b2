package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Content tabs: {@code === "Label"} and a body indented by four; neighbours form one set. {@code ===!} starts a new set,
 * {@code ===+} is the tab shown first.
 */
final class TabExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    private static final Pattern START = Pattern.compile("===(?<flags>[!+]{0,2})[ \\t]+\"(?<label>.*)\"[ \\t]*");
    private static final int LONGEST_START = 1_000;

    static TabExtension create() {
        return new TabExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(TabExtension::tryStart);
        parser.postProcessor(document -> {
            LazyLines.moveBehind(Trees.all(document, Tab.class));
            Trees.all(document, Tab.class).forEach(TabExtension::join);
            int number = 0;
            for (TabSet set : Trees.all(document, TabSet.class)) {
                set.number = ++number;
            }
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Renderer::new);
    }

    private static BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
        CharSequence line = state.getLine().getContent();
        int start = state.getNextNonSpaceIndex();
        if (state.getIndent() >= 4 || line.charAt(start) != '=' || line.length() - start > LONGEST_START) {
            return BlockStart.none();
        }
        Matcher matcher = START.matcher(line).region(start, line.length());
        if (!matcher.matches()) {
            return BlockStart.none();
        }
        Tab tab = new Tab(matcher.group("flags"));
        Label label = new Label();
        TitledBody body =
                new TitledBody(tab, label, state.getLine().substring(matcher.start("label"), matcher.end("label")));
        return BlockStart.of(body).atIndex(line.length());
    }

    private static void join(Tab tab) {
        if (tab.getPrevious() instanceof TabSet set && !tab.flags.contains("!")) {
            set.appendChild(tab);
        } else {
            TabSet set = new TabSet();
            tab.insertBefore(set);
            set.setSourceSpans(tab.getSourceSpans());
            set.appendChild(tab);
        }
    }

    private static final class TabSet extends CustomBlock {
        private int number;
    }

    private static final class Tab extends CustomBlock {
        private final String flags;

        Tab(String flags) {
            this.flags = flags;
        }
    }

    /** The first child of a tab. */
    private static final class Label extends CustomBlock {}

    /** As pymdownx.tabbed with alternate_style: radio buttons, labels, then the contents. */
    private static final class Renderer implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;

        Renderer(HtmlNodeRendererContext context) {
            this.context = context;
            this.html = context.getWriter();
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(TabSet.class);
        }

        @Override
        public void render(Node node) {
            TabSet set = (TabSet) node;
            List<Tab> tabs = tabs(set);
            html.line();
            html.tag(
                    "div",
                    Elements.attributes(
                            "class", "tabbed-set tabbed-alternate", "data-tabs", set.number + ":" + tabs.size()));
            buttons(set, tabs);
            labels(set, tabs);
            html.tag("div", Map.of("class", "tabbed-content"));
            html.line();
            tabs.forEach(this::content);
            html.tag("/div");
            html.line();
            html.tag("/div");
            html.line();
        }

        private static List<Tab> tabs(TabSet set) {
            List<Tab> tabs = new ArrayList<>();
            for (Node child = set.getFirstChild(); child != null; child = child.getNext()) {
                if (child instanceof Tab tab) {
                    tabs.add(tab);
                }
            }
            return tabs;
        }

        private void buttons(TabSet set, List<Tab> tabs) {
            int shown = 0;
            for (int i = 0; i < tabs.size(); i++) {
                shown = tabs.get(i).flags.contains("+") ? i : shown;
            }
            for (int i = 0; i < tabs.size(); i++) {
                Map<String, String> attributes = new LinkedHashMap<>();
                attributes.put("type", "radio");
                attributes.put("name", "__tabbed_" + set.number);
                attributes.put("id", id(set, i));
                if (i == shown) {
                    attributes.put("checked", "checked");
                }
                html.tag("input", attributes, true);
            }
        }

        private void labels(TabSet set, List<Tab> tabs) {
            html.tag("div", Map.of("class", "tabbed-labels"));
            for (int i = 0; i < tabs.size(); i++) {
                html.tag("label", Map.of("for", id(set, i)));
                Node label = tabs.get(i).getFirstChild();
                if (label instanceof Label) {
                    renderChildren(label);
                }
                html.tag("/label");
            }
            html.tag("/div");
            html.line();
        }

        private static String id(TabSet set, int index) {
            return "__tabbed_" + set.number + "_" + (index + 1);
        }

        private void content(Tab tab) {
            html.tag("div", Map.of("class", "tabbed-block"));
            html.line();
            for (Node child = tab.getFirstChild(); child != null; child = child.getNext()) {
                if (!(child instanceof Label)) {
                    context.render(child);
                }
            }
            html.line();
            html.tag("/div");
            html.line();
        }

        private void renderChildren(Node parent) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }
}
