package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashSet;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Marks within a line: {@code ^sup^}, {@code ~sub~}, {@code ^^inserted^^}, {@code ~~deleted~~}, {@code ==marked==}, and
 * critic's <code>{++added++}</code>, <code>{--removed--}</code>, <code>{==marked==}</code>, <code>{&gt;&gt;comment&lt;&lt;}</code>,
 * <code>{~~old~&gt;new~~}</code>.
 */
final class InlineMarkExtension implements Parser.ParserExtension {

    static InlineMarkExtension create() {
        return new InlineMarkExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            parentsOfMarks(document).forEach(parent -> new InlineMarks(parent).apply());
            return document;
        });
    }

    private static Set<Node> parentsOfMarks(Node document) {
        Set<Node> parents = new LinkedHashSet<>();
        for (Text text : Trees.openTexts(document, InlineMarkExtension::mayHoldMarks)) {
            parents.add(text.getParent());
        }
        return parents;
    }

    private static boolean mayHoldMarks(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '^' || c == '~' || c == '=' || c == '{') {
                return true;
            }
        }
        return false;
    }
}
