package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * Pairs marks among the children of one node, in one pass from left to right.
 *
 * <p>Not done with delimiter processors: those are asked for every pair of opener and closer, and the rule that
 * {@code ^sup^} holds no space would make a line of unmatched {@code ^} quadratic. Here a space drops the openers that
 * cannot survive it, and no more than {@value #MAX_OPEN} may be open, so the work is linear and the nesting bounded.
 * As in pymdownx ("smart"), {@code ~~}, {@code ==} and {@code ^^} do not work inside words.
 */
final class InlineMarks {

    private static final int MAX_OPEN = 32;
    private static final char OTHER = '\uFFFC';
    private static final Pattern TOKEN = Pattern.compile(
            "\\{(?:\\+\\+|--|==|>>|~~)|(?:\\+\\+|--|==|<<|~~)}|~>|\\^+|~+|={2,}|\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private enum Rule {
        SUP("^", "sup", ""),
        SUB("~", "sub", ""),
        INS("^^", "ins", ""),
        DEL("~~", "del", ""),
        MARK("==", "mark", ""),
        ADDED("{++", "ins", "critic"),
        REMOVED("{--", "del", "critic"),
        HIGHLIGHT("{==", "mark", "critic"),
        COMMENT("{>>", "span", "critic comment"),
        CHANGED("{~~", "del", "critic");

        private final String mark;
        private final String tag;
        private final String classes;

        Rule(String mark, String tag, String classes) {
            this.mark = mark;
            this.tag = tag;
            this.classes = classes;
        }

        Elements.Inline element(String name) {
            return new Elements.Inline(name, classes.isEmpty() ? Map.of() : Map.of("class", classes));
        }

        boolean isWord() {
            return mark.length() == 1;
        }

        static Rule of(String mark) {
            for (Rule rule : values()) {
                if (rule.mark.equals(mark)) {
                    return rule;
                }
            }
            throw new IllegalArgumentException(mark);
        }

        static Rule closedBy(String mark) {
            return of("{" + mark.substring(0, 2).replace('<', '>'));
        }
    }

    private static final class Open {
        private final Rule rule;
        private final Text node;
        private @Nullable Text separator;

        Open(Rule rule, Text node) {
            this.rule = rule;
            this.node = node;
        }
    }

    private final Node parent;
    private final List<Open> stack = new ArrayList<>();

    InlineMarks(Node parent) {
        this.parent = parent;
    }

    void apply() {
        Node node = parent.getFirstChild();
        while (node != null) {
            Node next = node.getNext();
            if (node instanceof Text text && Trees.isOpen(text)) {
                scan(text);
            } else if (isBreak(node)) {
                dropWords();
            }
            node = next;
        }
    }

    /** Cuts the text at its marks; {@code text} itself stays as the tail. */
    private void scan(Text text) {
        String literal = text.getLiteral();
        Matcher token = TOKEN.matcher(literal);
        int done = 0;
        while (token.find()) {
            String mark = token.group();
            if (Character.isWhitespace(mark.charAt(0))) {
                dropWords();
                continue;
            }
            insert(literal.substring(done, token.start()), text);
            char before = token.start() > 0 ? literal.charAt(token.start() - 1) : lastCharacter(text.getPrevious());
            char after = token.end() < literal.length() ? literal.charAt(token.end()) : firstCharacter(text.getNext());
            mark(mark, before, after, text);
            done = token.end();
        }
        if (done == literal.length() && done > 0) {
            text.unlink();
        } else {
            text.setLiteral(literal.substring(done));
        }
    }

    private void mark(String mark, char before, char after, Text tail) {
        if (mark.equals("~>")) {
            separate(insert(mark, tail));
        } else if (mark.startsWith("{")) {
            push(Rule.of(mark), insert(mark, tail));
        } else if (mark.endsWith("}")) {
            closeCritic(mark, before, tail);
        } else {
            run(mark, before, after, tail);
        }
    }

    private void closeCritic(String mark, char before, Text tail) {
        Rule rule = Rule.closedBy(mark);
        int open = indexOf(rule);
        if (open >= 0) {
            close(open, insert(mark, tail));
            return;
        }
        String run = mark.substring(0, 2);
        if (run.equals("==") || run.equals("~~")) {
            run(run, before, '}', tail);
            insert("}", tail);
        } else {
            insert(mark, tail);
        }
    }

    /** A run of one character. Three of them are a double mark around a single one. */
    private void run(String run, char before, char after, Text tail) {
        int length = run.length();
        if (length > 3 || (run.charAt(0) == '=' && length != 2)) {
            insert(run, tail);
        } else if (length < 3) {
            closeOrOpen(Rule.of(run), before, after, insert(run, tail));
        } else {
            Rule single = Rule.of(run.substring(0, 1));
            Rule twice = Rule.of(run.substring(0, 2));
            boolean closes = indexOf(single) >= 0 && indexOf(twice) >= 0;
            closeOrOpen(closes ? single : twice, before, after, insert(closes ? single.mark : twice.mark, tail));
            closeOrOpen(closes ? twice : single, before, after, insert(closes ? twice.mark : single.mark, tail));
        }
    }

    private void closeOrOpen(Rule rule, char before, char after, Text node) {
        int open = indexOf(rule);
        boolean inWord = !rule.isWord() && Character.isLetterOrDigit(after);
        if (open >= 0
                && !Character.isWhitespace(before)
                && !inWord
                && stack.get(open).node.getNext() != node) {
            close(open, node);
        } else if (!Character.isWhitespace(after) && (rule.isWord() || !Character.isLetterOrDigit(before))) {
            push(rule, node);
        }
    }

    private void push(Rule rule, Text node) {
        if (stack.size() < MAX_OPEN) {
            stack.add(new Open(rule, node));
        }
    }

    private int indexOf(Rule rule) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (stack.get(i).rule == rule) {
                return i;
            }
        }
        return -1;
    }

    private void separate(Text node) {
        int open = indexOf(Rule.CHANGED);
        if (open >= 0 && stack.get(open).separator == null) {
            stack.get(open).separator = node;
        }
    }

    private void dropWords() {
        stack.removeIf(open -> open.rule.isWord());
    }

    private void close(int index, Text closer) {
        Open open = stack.get(index);
        stack.subList(index, stack.size()).clear();
        Text separator = open.separator;
        if (open.rule == Rule.CHANGED && separator == null) {
            return;
        }
        if (separator != null) {
            wrap(open.rule.element("ins"), separator, closer);
            wrap(open.rule.element("del"), open.node, separator);
            separator.unlink();
        } else {
            wrap(open.rule.element(open.rule.tag), open.node, closer);
        }
        open.node.unlink();
        closer.unlink();
    }

    private static void wrap(Elements.Inline element, Node first, Node last) {
        Node node = first.getNext();
        while (node != null && node != last) {
            Node next = node.getNext();
            if (element.tag().startsWith("su") && node instanceof Elements.Escaped escaped) {
                freeSpace(escaped);
            }
            element.appendChild(node);
            node = next;
        }
        first.insertAfter(element);
    }

    /** Within a superscript {@code \ } is a space. */
    private static void freeSpace(Elements.Escaped escaped) {
        if (escaped.getFirstChild() instanceof Text text && text.getLiteral().equals("\\ ")) {
            text.setLiteral(" ");
        }
    }

    private static Text insert(String literal, Text before) {
        Text node = new Text(literal);
        if (!literal.isEmpty()) {
            before.insertBefore(node);
        }
        return node;
    }

    private static boolean isBreak(Node node) {
        return node instanceof SoftLineBreak || node instanceof HardLineBreak;
    }

    private static char lastCharacter(@Nullable Node node) {
        if (node instanceof Text text && !text.getLiteral().isEmpty()) {
            return text.getLiteral().charAt(text.getLiteral().length() - 1);
        }
        return node == null || isBreak(node) ? ' ' : OTHER;
    }

    private static char firstCharacter(@Nullable Node node) {
        if (node instanceof Text text && !text.getLiteral().isEmpty()) {
            return text.getLiteral().charAt(0);
        }
        return node == null || isBreak(node) ? ' ' : OTHER;
    }
}
