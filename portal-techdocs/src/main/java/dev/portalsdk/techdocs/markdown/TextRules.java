package dev.portalsdk.techdocs.markdown;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Replaces pieces of text by nodes. */
final class TextRules {

    private TextRules() {}

    /**
     * Replaces every match in the open texts of a tree.
     *
     * @param mayMatch a quick look at a text; where it says no, the pattern is not tried
     * @param replacement what stands for a match; the matched text again as a {@link Text} to leave it
     */
    static void replaceAll(
            Node root, Predicate<String> mayMatch, Pattern pattern, Function<Matcher, List<Node>> replacement) {
        for (Text text : Trees.openTexts(root, mayMatch)) {
            replaceAll(text, pattern, replacement);
        }
    }

    private static void replaceAll(Text text, Pattern pattern, Function<Matcher, List<Node>> replacement) {
        String literal = text.getLiteral();
        Matcher matcher = pattern.matcher(literal);
        int done = 0;
        while (matcher.find()) {
            if (matcher.start() > done) {
                text.insertBefore(new Text(literal.substring(done, matcher.start())));
            }
            replacement.apply(matcher).forEach(text::insertBefore);
            done = matcher.end();
        }
        if (done > 0 && done == literal.length()) {
            text.unlink();
        } else if (done > 0) {
            text.setLiteral(literal.substring(done));
        }
    }
}
