package dev.portalsdk.techdocs.markdown;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** GitHub's alerts, {@code > [!NOTE]} and {@code > [!TIP] Title}, as admonitions. */
final class AlertExtension implements Parser.ParserExtension {

    private static final Pattern START = Pattern.compile("\\[!([A-Za-z]+)][ \\t]*(.*)");

    /** As the plugin gh-admonitions maps them. */
    private static final Map<String, String> KINDS =
            Map.of("note", "note", "tip", "tip", "important", "warning", "warning", "warning", "caution", "danger");

    static AlertExtension create() {
        return new AlertExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            Trees.all(document, BlockQuote.class).forEach(AlertExtension::convert);
            return document;
        });
    }

    private static void convert(BlockQuote quote) {
        if (!(quote.getFirstChild() instanceof Paragraph first) || !(first.getFirstChild() instanceof Text text)) {
            return;
        }
        Matcher start = START.matcher(text.getLiteral());
        if (!start.matches()) {
            return;
        }
        String word = start.group(1).toLowerCase(Locale.ROOT);
        Optional.ofNullable(KINDS.get(word)).ifPresent(kind -> {
            Elements.Block alert = new Elements.Block("div", AdmonitionExtension.admonition(kind));
            alert.setSourceSpans(quote.getSourceSpans());
            text.setLiteral(start.group(2));
            alert.appendChild(title(first, word));
            quote.insertBefore(alert);
            Elements.moveChildren(quote, alert);
            quote.unlink();
        });
    }

    /** Takes the rest of the first line out of the paragraph, and the paragraph away when nothing is left. */
    private static Node title(Paragraph first, String word) {
        Node title = AdmonitionExtension.titleOfAdmonition();
        Node node = first.getFirstChild();
        while (node != null && !(node instanceof SoftLineBreak)) {
            Node next = node.getNext();
            title.appendChild(node);
            node = next;
        }
        if (node != null) {
            node.unlink();
        }
        if (first.getFirstChild() == null) {
            first.unlink();
        }
        if (Trees.plainText(title).isEmpty() && title.getFirstChild() == title.getLastChild()) {
            title.appendChild(new Text(AdmonitionExtension.titleFor(word)));
        }
        return title;
    }
}
