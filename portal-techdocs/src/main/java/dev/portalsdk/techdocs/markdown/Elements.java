package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;

/** The nodes most extensions need: an HTML element, in a line or on its own, around Markdown content. */
final class Elements {

    private Elements() {}

    /** An element within a line, such as {@code sub}. */
    static final class Inline extends CustomNode {
        private final String tag;
        private final Map<String, String> attributes;

        Inline(String tag, Map<String, String> attributes) {
            this.tag = tag;
            this.attributes = attributes;
        }

        String tag() {
            return tag;
        }

        Map<String, String> attributes() {
            return attributes;
        }
    }

    /** An element with blocks in it, such as {@code div}. */
    static class Block extends CustomBlock {
        private final String tag;
        private final Map<String, String> attributes;

        Block(String tag, Map<String, String> attributes) {
            this.tag = tag;
            this.attributes = attributes;
        }

        String tag() {
            return tag;
        }

        Map<String, String> attributes() {
            return attributes;
        }
    }

    /** A block whose content was indented below its first line. */
    static final class Indented extends Block {
        Indented(String tag, Map<String, String> attributes) {
            super(tag, attributes);
        }
    }

    /** A character after a backslash: text that no later rule may take as markup. Its child is the text. */
    static final class Escaped extends CustomNode {}

    /** Attributes for the parent; renders to nothing itself. Always the last child. */
    static final class Attributes extends CustomNode {
        private final Map<String, String> values = new LinkedHashMap<>();

        Map<String, String> values() {
            return values;
        }

        void put(String name, String value) {
            if (name.equals("class")) {
                values.merge(name, value, (old, added) -> old + " " + added);
            } else {
                values.put(name, value);
            }
        }

        /** The attributes of a node, made when it has none. */
        static Attributes of(Node node) {
            if (node.getLastChild() instanceof Attributes attributes) {
                return attributes;
            }
            Attributes made = new Attributes();
            node.appendChild(made);
            return made;
        }

        /** The attributes of a node; none when nothing was said. */
        static Map<String, String> in(Node node) {
            return node.getLastChild() instanceof Attributes attributes ? attributes.values() : Map.of();
        }
    }

    /** Attributes in the order given, which {@code Map.of} does not keep: the same page must give the same bytes. */
    static Map<String, String> attributes(String... namesAndValues) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }

    /** Moves all children of one node to the end of another. */
    static void moveChildren(Node from, Node to) {
        Node child = from.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            to.appendChild(child);
            child = next;
        }
    }
}
