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
 * Code blocks in Material's markup, {@code <div class="language-java highlight"><pre><span></span><code>}, with title and
 * highlighted lines; {@code mermaid} blocks as {@code <pre class="mermaid">}; {@code `#!python code`} within a line.
 *
 * <p>Line numbers are not written: they would be in every copy and in the search text.
 */
final class CodeExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    private static final Pattern SHEBANG =
            Pattern.compile("(?:#!|:::)(?<language>[\\w+#.-]{1,50})[ \\t]+(?<code>.+)", Pattern.DOTALL);

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
        Matcher shebang = SHEBANG.matcher(code.getLiteral());
        if (shebang.matches()) {
            code.setLiteral(shebang.group("code"));
            Elements.Attributes.of(code).put("class", "language-" + shebang.group("language") + " highlight");
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
            return Set.of(FencedCodeBlock.class, IndentedCodeBlock.class);
        }

        @Override
        public void render(Node node) {
            html.line();
            if (node instanceof FencedCodeBlock fenced) {
                CodeInfo info =
                        CodeInfo.parse(Optional.ofNullable(fenced.getInfo()).orElse(""));
                if (info.language().equals("mermaid")) {
                    diagram(fenced);
                } else {
                    block(node, info, fenced.getLiteral());
                }
            } else if (node instanceof IndentedCodeBlock indented) {
                block(node, CodeInfo.parse(""), indented.getLiteral());
            }
            html.line();
        }

        private void diagram(FencedCodeBlock block) {
            html.tag("pre", context.extendAttributes(block, "pre", Map.of("class", "mermaid")));
            html.text(block.getLiteral());
            html.tag("/pre");
        }

        private void block(Node node, CodeInfo info, String code) {
            Map<String, String> attributes = new LinkedHashMap<>();
            info.id().ifPresent(id -> attributes.put("id", id));
            String classes = "language-" + info.language() + " " + info.classes();
            attributes.put("class", classes.strip() + " highlight");
            html.tag("div", context.extendAttributes(node, "div", attributes));
            info.title().ifPresent(this::title);
            html.tag("pre");
            html.raw("<span></span>");
            html.tag("code");
            if (info.highlighted().isEmpty()) {
                html.text(code);
            } else {
                lines(code, info.highlighted());
            }
            html.raw("</code></pre></div>");
        }

        private void title(String title) {
            html.tag("span", Map.of("class", "filename"));
            html.text(title);
            html.tag("/span");
        }

        private void lines(String code, Set<Integer> highlighted) {
            int number = 1;
            for (String line : code.split("(?<=\n)")) {
                boolean stands = highlighted.contains(number++);
                html.raw(stands ? "<span class=\"hll\">" : "");
                html.text(line);
                html.raw(stands ? "</span>" : "");
            }
        }
    }
}
