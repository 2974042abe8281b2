package dev.portalsdk.techdocs.markdown;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.Parser;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Definition lists: terms, one a line, and below them {@code :   definition}, continued by indenting with four.
 *
 * <p>A definition is parsed as a block of its own; afterwards the paragraph before it becomes its terms.
 */
final class DefinitionListExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    static DefinitionListExtension create() {
        return new DefinitionListExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(new Factory());
        parser.postProcessor(document -> {
            Trees.all(document, Definition.class).forEach(DefinitionListExtension::collect);
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(DescriptionRenderer::new);
    }

    /** What stands behind one colon, as parsed. */
    private static final class Definition extends CustomBlock {}

    /** The same in its list. As Python-Markdown: the first paragraph of one that touches its term has no {@code p}. */
    private static final class Description extends CustomBlock {
        private final boolean loose;

        Description(boolean loose) {
            this.loose = loose;
        }

        boolean hasBlocks() {
            return loose || getFirstChild() != getLastChild() || !(getFirstChild() instanceof Paragraph);
        }
    }

    private static final class DescriptionRenderer implements NodeRenderer {
        private final HtmlNodeRendererContext context;

        DescriptionRenderer(HtmlNodeRendererContext context) {
            this.context = context;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Description.class);
        }

        @Override
        public void render(Node node) {
            Description description = (Description) node;
            context.getWriter().tag("dd", context.extendAttributes(node, "dd", Map.of()));
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                if (child == node.getFirstChild() && child instanceof Paragraph && !description.loose) {
                    renderChildren(child);
                } else {
                    context.render(child);
                }
            }
            context.getWriter().tag("/dd");
            context.getWriter().line();
        }

        private void renderChildren(Node parent) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }

    private static final class Factory implements BlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int colon = state.getNextNonSpaceIndex();
            if (state.getIndent() >= 4
                    || line.charAt(colon) != ':'
                    || colon + 1 >= line.length()
                    || !isSpace(line.charAt(colon + 1))
                    || !followsTerm(matched)) {
                return BlockStart.none();
            }
            int text = colon + 1;
            while (text < line.length() && text <= colon + 4 && isSpace(line.charAt(text))) {
                text++;
            }
            return BlockStart.of(new IndentedBody(new Definition())).atIndex(text);
        }

        private static boolean isSpace(char c) {
            return c == ' ' || c == '\t';
        }

        private static boolean followsTerm(MatchedBlockParser matched) {
            if (!matched.getParagraphLines().isEmpty()) {
                return true;
            }
            Node before = matched.getMatchedBlockParser().getBlock().getLastChild();
            return before instanceof Paragraph || before instanceof Definition;
        }
    }

    private static void collect(Definition definition) {
        Node before = definition.getPrevious();
        boolean continues = before instanceof Elements.Block list && list.tag().equals("dl");
        if (!continues) {
            Elements.Block list = new Elements.Block("dl", Map.of());
            definition.insertBefore(list);
            list.setSourceSpans(before == null ? definition.getSourceSpans() : before.getSourceSpans());
            join(definition, list);
            joinPreceding(list);
        } else {
            join(definition, (Elements.Block) before);
        }
    }

    private static void join(Definition definition, Elements.Block list) {
        boolean loose = false;
        if (list.getLastChild() instanceof Description last) {
            loose = last.hasBlocks();
        } else if (list.getPrevious() instanceof Paragraph terms) {
            loose = !touches(terms, definition);
            addTerms(terms, list);
        }
        Description description = new Description(loose);
        description.setSourceSpans(definition.getSourceSpans());
        Elements.moveChildren(definition, description);
        list.appendChild(description);
        definition.unlink();
    }

    /** Two lists with nothing between them are one: the terms of the second stood between. */
    private static void joinPreceding(Elements.Block list) {
        if (list.getPrevious() instanceof Elements.Block previous
                && previous.tag().equals("dl")) {
            Elements.moveChildren(list, previous);
            list.unlink();
        }
    }

    private static void addTerms(Paragraph terms, Elements.Block list) {
        Elements.Inline term = term(list);
        Node node = terms.getFirstChild();
        while (node != null) {
            Node next = node.getNext();
            if (node instanceof SoftLineBreak) {
                term = term(list);
            } else {
                term.appendChild(node);
            }
            node = next;
        }
        terms.unlink();
    }

    private static Elements.Inline term(Elements.Block list) {
        Elements.Inline term = new Elements.Inline("dt", Map.of());
        list.appendChild(term);
        return term;
    }

    private static boolean touches(Node above, Node below) {
        List<SourceSpan> upper = above.getSourceSpans();
        List<SourceSpan> lower = below.getSourceSpans();
        return upper.isEmpty()
                || lower.isEmpty()
                || upper.get(upper.size() - 1).getLineIndex() + 1
                        >= lower.get(0).getLineIndex();
    }
}
