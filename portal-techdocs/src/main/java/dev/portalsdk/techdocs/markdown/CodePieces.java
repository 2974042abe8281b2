package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.Diagnostic;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * The code of one page as HTML that goes around the sanitiser: it is made here, of escaped text and our own elements, and
 * is a third of what the sanitiser would have to read.
 *
 * <p>While the page is rendered and sanitised, a mark stands for each piece. It holds 128 random bits that never leave the
 * process, so no author can write one, for example into an attribute, where a piece would be dangerous.
 */
final class CodePieces {

    private static final String MARK = "code" + secret() + "n";
    private static final String END = "z";
    private static final Pattern DIAGRAM_TEXT = Pattern.compile("::uml::|\\{% +dot ");
    private static final Set<String> DIAGRAMS = Set.of("plantuml", "graphviz");

    /** HTML that stands where its mark is; the first child of the node it is made from. */
    static final class Piece extends CustomNode {
        private final int number;
        private final String html;
        private final String text;

        private Piece(int number, String html, String text) {
            this.number = number;
            this.html = html;
            this.text = text;
        }

        String mark() {
            return MARK + number + END;
        }

        /** The code, for the search. */
        String text() {
            return text;
        }
    }

    private final Highlighter highlighter;
    private final Optional<DiagramRenderer> diagrams;
    private final SourceText lines;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    CodePieces(Highlighter highlighter, Optional<DiagramRenderer> diagrams, SourceText lines) {
        this.highlighter = highlighter;
        this.diagrams = diagrams;
        this.lines = lines;
    }

    private static String secret() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /**
     * Makes the pieces of a page.
     *
     * @param nodes of the whole page
     */
    void make(List<Node> nodes) {
        for (Node node : nodes) {
            if (node instanceof FencedCodeBlock fenced) {
                fenced(fenced);
            } else if (node instanceof Paragraph && isDiagramText(node)) {
                report(node, "A diagram in this notation is shown as its text: write it as a fenced block");
            } else if (node instanceof IndentedCodeBlock indented) {
                add(node, plain("", indented.getLiteral(), CodeInfo.parse("")), indented.getLiteral());
            } else if (node instanceof Code code) {
                CodeExtension.language(code)
                        .ifPresent(language -> add(
                                code,
                                highlighter
                                        .highlight(language, code.getLiteral(), Set.of())
                                        .stripTrailing(),
                                code.getLiteral()));
            }
        }
    }

    /** The forms of plantuml_markdown and markdown_inline_graphviz that are no fenced blocks. */
    private static boolean isDiagramText(Node paragraph) {
        return paragraph.getFirstChild() instanceof Text text
                && (text.getLiteral().startsWith(":") || text.getLiteral().startsWith("{%"))
                && DIAGRAM_TEXT.matcher(Trees.plainText(paragraph)).lookingAt();
    }

    List<Diagnostic> findings() {
        return findings;
    }

    private void add(Node node, String html, String text) {
        Piece piece = new Piece(pieces.size(), html, text);
        pieces.add(piece);
        node.prependChild(piece);
    }

    private void fenced(FencedCodeBlock block) {
        CodeInfo info = CodeInfo.of(block);
        String code = block.getLiteral();
        if (info.isMermaid()) {
            return;
        }
        String html = diagram(block, info).orElseGet(() -> {
            String coloured = highlighter.highlight(info.language(), code, info.highlighted());
            return info.firstLine().isPresent()
                    ? numbered(info.firstLine().getAsInt(), coloured, code, info)
                    : plain(info.title().map(CodePieces::title).orElse(""), coloured);
        });
        add(block, html, info.title().map(title -> title + "\n").orElse("") + code);
    }

    private String plain(String title, String code, CodeInfo info) {
        return plain(title, highlighter.highlight(info.language(), code, Set.of()));
    }

    private static String plain(String title, String coloured) {
        return title + "<pre><span></span><code>" + coloured + "</code></pre>";
    }

    private static String title(String title) {
        CodeHtml html = new CodeHtml(title.length() + 40);
        html.open("filename");
        html.text(title);
        html.close();
        return html.toString();
    }

    /** As pymdownx with line numbers: a table, so that a selection takes the code without them. */
    private static String numbered(int first, String coloured, String code, CodeInfo info) {
        StringBuilder numbers = new StringBuilder();
        int count = Math.max(1, (int) code.lines().count());
        for (int i = 0; i < count; i++) {
            numbers.append("<span class=\"normal\">").append(first + i).append("</span>");
            numbers.append(i + 1 < count ? "\n" : "");
        }
        String head = info.title()
                .map(title -> "<tr><th colspan=\"2\" class=\"filename\">" + title(title) + "</th></tr>")
                .orElse("");
        return "<table class=\"highlighttable\">" + head + "<tr><td class=\"linenos\"><div class=\"linenodiv\"><pre>"
                + "<span></span>" + numbers + "</pre></div></td><td class=\"code\"><div>" + plain("", coloured)
                + "</div></td></tr></table>";
    }

    private Optional<String> diagram(FencedCodeBlock block, CodeInfo info) {
        String language = info.language().toLowerCase(Locale.ROOT);
        if (!DIAGRAMS.contains(language)) {
            return Optional.empty();
        }
        try {
            Optional<Diagram> made =
                    diagrams.isEmpty() ? Optional.empty() : diagrams.get().render(language, block.getLiteral());
            if (made.isEmpty()) {
                report(block, "A " + language + " diagram is shown as its text: nothing here draws it");
            }
            return made.map(diagram -> diagram.toHtml(info.title().orElse(language + " diagram")));
        } catch (Exception e) {
            report(block, "A " + language + " diagram could not be drawn: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void report(Node block, String message) {
        findings.add(Diagnostic.warning("docs-diagram", message)
                .at(lines.locate(block))
                .hint(
                        "Mermaid diagrams are drawn by the reader's browser; a host may draw others with a DiagramRenderer")
                .build());
    }

    /** Puts every piece in the place of its mark. */
    String insertInto(String html) {
        Marks marks = marksIn(html);
        StringBuilder whole = new StringBuilder(html.length() * 2);
        int done = 0;
        while (marks.next(done, html.length())) {
            whole.append(html, done, marks.start()).append(marks.piece().html);
            done = marks.end();
        }
        return done == 0 ? html : whole.append(html, done, html.length()).toString();
    }

    /** The marks in a text, from the first on. */
    Marks marksIn(String html) {
        return new Marks(html);
    }

    /** Steps from mark to mark. */
    final class Marks {
        private final String html;
        private int start;
        private int end;

        private Marks(String html) {
            this.html = html;
            this.start = pieces.isEmpty() ? -1 : html.indexOf(MARK);
        }

        /** Moves to the first mark that starts in a stretch of the text, never back; false if there is none. */
        boolean next(int from, int limit) {
            while (start >= 0 && start < from) {
                start = html.indexOf(MARK, from);
            }
            if (start < 0 || start >= limit) {
                return false;
            }
            end = html.indexOf(END, start + MARK.length()) + END.length();
            return true;
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        /** What stands where the mark is. */
        Piece piece() {
            return pieces.get(Integer.parseInt(html, start + MARK.length(), end - END.length(), 10));
        }
    }
}
