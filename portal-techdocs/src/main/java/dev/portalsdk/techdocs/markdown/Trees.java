package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/** Walks over a parsed page. Everything is collected before it is handed out, so that callers may change the tree. */
final class Trees {

    private Trees() {}

    /** Every node of a type below and with the root, in document order. Blocks are not looked for within lines. */
    static <T extends Node> List<T> all(Node root, Class<T> type) {
        List<T> found = new ArrayList<>();
        boolean blocks = Block.class.isAssignableFrom(type);
        Node node = root;
        while (node != null) {
            if (type.isInstance(node)) {
                found.add(type.cast(node));
            }
            node = blocks && holdsNoBlocks(node) ? behind(node, root) : following(node, root);
        }
        return found;
    }

    /** The open texts below a node for which a quick look says that a rule may apply, in document order. */
    static List<Text> openTexts(Node root, Predicate<String> mayApply) {
        List<Text> found = new ArrayList<>();
        for (Node node = root; node != null; node = following(node, root)) {
            if (node instanceof Text text && mayApply.test(text.getLiteral()) && isOpen(text)) {
                found.add(text);
            }
        }
        return found;
    }

    private static boolean holdsNoBlocks(Node node) {
        return !(node instanceof Block) || node instanceof Paragraph || node instanceof Heading;
    }

    /** Whether inline rules may still change a text: it is not escaped, and not the text of a bare URL. */
    static boolean isOpen(Text text) {
        if (text.getParent() instanceof Elements.Escaped) {
            return false;
        }
        return !(text.getParent() instanceof Link link && link.getDestination().endsWith(text.getLiteral()));
    }

    /** The text a reader sees, in one line, without footnote marks. */
    static String plainText(Node root) {
        StringBuilder text = new StringBuilder();
        Node node = root;
        while (node != null) {
            if (node instanceof Text leaf) {
                text.append(leaf.getLiteral());
            } else if (node instanceof Code code) {
                text.append(code.getLiteral());
            } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                text.append(' ');
            }
            node = node instanceof FootnoteReference ? behind(node, root) : following(node, root);
        }
        return text.toString().strip();
    }

    private static @Nullable Node following(Node node, Node root) {
        return node.getFirstChild() != null ? node.getFirstChild() : behind(node, root);
    }

    private static @Nullable Node behind(Node node, Node root) {
        Node at = node;
        while (at != null && at != root) {
            if (at.getNext() != null) {
                return at.getNext();
            }
            at = at.getParent();
        }
        return null;
    }
}
