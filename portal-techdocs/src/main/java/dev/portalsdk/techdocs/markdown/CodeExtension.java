package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Code in Material's markup, {@code <div class="language-java highlight">…</div>}; {@code mermaid} blocks as {@code <pre
 * class="mermaid">}; {@code `#!python code`} within a line. What stands within the elements is made by {@link CodePieces}.
 */
final class CodeExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    private static final Pattern SHEBANG =
            Pattern.compile("(?:#!|:::)(?<language>[\\w+#.-]{1,50})[ \\t]+(?<code>.+)", Pattern.DOTALL);
    private static final String LANGUAGE = "language-";

    static CodeExtension create() {
        return new CodeExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            Trees.all(document, Code.class).forEach(CodeExtension::nameLanguage);
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.nodeRendererFactory(Renderer::new);
    }

    private static void nameLanguage(Code code) {
        String literal = code.getLiteral();
        if (!literal.startsWith("#!") && !literal.startsWith(":::")) {
            return;
        }
        Matcher shebang = SHEBANG.matcher(literal);
        if (shebang.matches()) {
            code.setLiteral(shebang.group("code"));
            Elements.Attributes.of(code).put("class", LANGUAGE + shebang.group("language") + " highlight");
        }
    }

    /** The language that code within a line names. */
    static Optional<String> language(Code code) {
        return Optional.ofNullable(Elements.Attributes.in(code).get("class"))
                .filter(classes -> classes.startsWith(LANGUAGE) && classes.contains(" highlight"))
                .map(classes -> classes.substring(LANGUAGE.length(), classes.indexOf(' ')));
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
            return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class, Code.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof Code code) {
                inline(code);
                return;
            }
            html.line();
            if (node instanceof FencedCodeBlock fenced) {
                CodeInfo info = CodeInfo.of(fenced);
                if (info.isMermaid()) {
                    diagram(fenced);
                } else {
                    block(node, info);
                }
            } else {
                block(node, CodeInfo.parse(""));
            }
            html.line();
        }

        private void inline(Code code) {
            html.tag("code", context.extendAttributes(code, "code", Map.of()));
            if (code.getFirstChild() instanceof CodePieces.Piece piece) {
                html.raw(piece.mark());
            } else {
                html.text(code.getLiteral());
            }
            html.tag("/code");
        }

        private void diagram(FencedCodeBlock block) {
            html.tag("pre", context.extendAttributes(block, "pre", Map.of("class", "mermaid")));
            html.text(block.getLiteral());
            html.tag("/pre");
        }

        private void block(Node node, CodeInfo info) {
            Map<String, String> attributes = new LinkedHashMap<>();
            info.id().ifPresent(id -> attributes.put("id", id));
            String classes = LANGUAGE + info.language() + " " + info.classes();
            attributes.put("class", classes.strip() + " highlight");
            html.tag("div", context.extendAttributes(node, "div", attributes));
            if (node.getFirstChild() instanceof CodePieces.Piece piece) {
                html.raw(piece.mark());
            }
            html.raw("</div>");
        }
    }
}
