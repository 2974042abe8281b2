package dev.portalsdk.techdocs.markdown;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an article consists of nothing but what the dialect itself writes, so that the {@link Sanitizer} would leave it as
 * it is: a closed list of elements, properly nested, with listed attributes whose values are of a few narrow forms. It is a
 * check of the finished HTML, told of each piece as it is read, and knows nothing of who wrote what: whatever it takes for
 * plain can neither run nor load anything, nor end an element around the article. What it does not know is not plain, which
 * costs a run of the sanitiser and nothing else.
 */
final class PlainHtml {

    private static final int MAX_DEPTH = 120;
    private static final int MAX_NUMBER = 9;

    /** What an element may hold. */
    private enum Content {
        NOTHING,
        LINE,
        BLOCKS,
        ITEMS,
        TERMS,
        ROW_GROUPS,
        ROWS,
        CELLS
    }

    /** What an element is to the one around it. */
    private enum Role {
        INLINE,
        BLOCK,
        ITEM,
        TERM,
        ROW_GROUP,
        ROW,
        CELL
    }

    private record Word(Role role, Content content, Set<String> attributes) {}

    private static final Map<String, Word> WORDS = words();
    private static final List<String> REFERENCES = List.of("amp;", "lt;", "gt;", "quot;", "para;", "#160;", "#8617;");

    private final TagCursor html;
    private final Word[] open = new Word[MAX_DEPTH];
    private final String[] names = new String[MAX_DEPTH];
    private final Set<String> seen = new HashSet<>();
    private int depth;
    private int links;
    private boolean plain = true;
    private @Nullable Word current;

    PlainHtml(TagCursor html) {
        this.html = html;
    }

    private static Map<String, Word> words() {
        Map<String, Word> words = new HashMap<>();
        add(words, Role.INLINE, Content.LINE, "em strong code sup sub del ins mark span abbr");
        add(words, Role.INLINE, Content.LINE, "a", "href");
        add(words, Role.INLINE, Content.LINE, "label", "for");
        add(words, Role.INLINE, Content.NOTHING, "br");
        add(words, Role.INLINE, Content.NOTHING, "img", "src", "alt");
        add(words, Role.INLINE, Content.NOTHING, "input", "type", "name", "checked", "disabled");
        add(words, Role.BLOCK, Content.LINE, "p h1 h2 h3 h4 h5 h6 pre summary");
        add(words, Role.BLOCK, Content.NOTHING, "hr");
        add(words, Role.BLOCK, Content.BLOCKS, "blockquote");
        add(words, Role.BLOCK, Content.BLOCKS, "div", "data-tabs");
        add(words, Role.BLOCK, Content.BLOCKS, "details", "open");
        add(words, Role.BLOCK, Content.ITEMS, "ul");
        add(words, Role.BLOCK, Content.ITEMS, "ol", "start");
        add(words, Role.ITEM, Content.BLOCKS, "li");
        add(words, Role.BLOCK, Content.TERMS, "dl");
        add(words, Role.TERM, Content.LINE, "dt");
        add(words, Role.TERM, Content.BLOCKS, "dd");
        add(words, Role.BLOCK, Content.ROW_GROUPS, "table");
        add(words, Role.ROW_GROUP, Content.ROWS, "thead tbody");
        add(words, Role.ROW, Content.CELLS, "tr");
        add(words, Role.CELL, Content.LINE, "th td", "align");
        return Collections.unmodifiableMap(words);
    }

    private static void add(Map<String, Word> words, Role role, Content content, String names, String... attributes) {
        Set<String> allowed = new HashSet<>(Set.of(attributes));
        allowed.addAll(Set.of("id", "class", "title"));
        for (String name : names.split(" ")) {
            words.put(name, new Word(role, content, Set.copyOf(allowed)));
        }
    }

    /** Whether everything so far was plain, and nothing is left open. */
    boolean isPlain() {
        return plain && depth == 0 && html.isWellFormed();
    }

    /** Looks at the start or end tag that the HTML is at. */
    void tag() {
        if (plain) {
            plain = html.isClosing() ? close() : open();
        }
    }

    private boolean open() {
        String name = html.name();
        Word word = WORDS.get(name);
        current = word;
        seen.clear();
        if (word == null || !fits(word) || depth == MAX_DEPTH) {
            return false;
        }
        boolean link = name.equals("a");
        if (link && links > 0) {
            return false;
        }
        if (word.content() != Content.NOTHING) {
            links += link ? 1 : 0;
            names[depth] = name;
            open[depth++] = word;
        }
        return true;
    }

    private boolean close() {
        if (depth == 0 || !html.name().equals(names[depth - 1])) {
            return false;
        }
        depth--;
        links -= html.name().equals("a") ? 1 : 0;
        current = null;
        return true;
    }

    private Content around() {
        return depth == 0 ? Content.BLOCKS : open[depth - 1].content();
    }

    private boolean fits(Word word) {
        Content around = around();
        return switch (word.role()) {
            case INLINE -> holdsText(around);
            case BLOCK -> around == Content.BLOCKS;
            case ITEM -> around == Content.ITEMS;
            case TERM -> around == Content.TERMS;
            case ROW_GROUP -> around == Content.ROW_GROUPS;
            case ROW -> around == Content.ROWS;
            case CELL -> around == Content.CELLS;
        };
    }

    private static boolean holdsText(Content content) {
        return content == Content.LINE || content == Content.BLOCKS;
    }

    /** Looks at the attribute that the HTML is at. */
    void attribute() {
        plain = plain
                && current != null
                && current.attributes().contains(html.attribute())
                && seen.add(html.attribute())
                && isPlainValue(html.attribute(), html.valueStart(), html.valueEnd());
    }

    /** Looks at what stands behind the attributes of a start tag. */
    void endOfTag() {
        plain = plain && (html.isClosing() || !html.name().equals("input") || seen.contains("type"));
    }

    private boolean isPlainValue(String attribute, int start, int end) {
        return switch (attribute) {
            case "href", "src" -> isUrl(start, end);
            case "id", "for", "name" -> start < end && isNameStart(html.charAt(start)) && isNames(start, end, false);
            case "class" -> isNames(start, end, true);
            case "title", "alt" -> isText(start, end);
            case "start" -> isNumber(start, end);
            default -> isWord(attribute, html.value());
        };
    }

    private static boolean isWord(String attribute, String value) {
        return switch (attribute) {
            case "type" -> value.equals("checkbox") || value.equals("radio");
            case "align" -> value.equals("left") || value.equals("center") || value.equals("right");
            case "data-tabs" -> value.matches("\\d{1,9}:\\d{1,9}");
            default -> value.equals(attribute); // checked, disabled, open
        };
    }

    private boolean isNumber(int start, int end) {
        for (int i = start; i < end; i++) {
            if (html.charAt(i) < '0' || html.charAt(i) > '9') {
                return false;
            }
        }
        return start < end && end - start <= MAX_NUMBER;
    }

    private static boolean isNameStart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private boolean isNames(int start, int end, boolean several) {
        for (int i = start; i < end; i++) {
            char c = html.charAt(i);
            boolean known = isNameStart(c) || c == '-' || c == '.' || c == ':' || (several && c == ' ');
            if (!known) {
                return false;
            }
        }
        return end - start < 1_000;
    }

    /** Relative, or one of a few schemes; of characters that no browser and no sanitiser writes otherwise. */
    private boolean isUrl(int start, int end) {
        boolean scheme = true;
        for (int i = start; i < end; i++) {
            char c = html.charAt(i);
            if (c == ':' && scheme && !isScheme(start, i)) {
                return false;
            }
            scheme = scheme && c != ':' && c != '/' && c != '?' && c != '#';
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "-._~/?#%=:@!$*+,;".indexOf(c) < 0 && !(c == '&' && isReference(i, end, "amp;"))) {
                return false;
            }
        }
        return end - start < 2 || html.charAt(start) != '/' || html.charAt(start + 1) != '/';
    }

    private boolean isScheme(int start, int end) {
        return is(start, end, "http") || is(start, end, "https") || is(start, end, "mailto");
    }

    private boolean is(int start, int end, String word) {
        return end - start == word.length() && startsWith(start, word);
    }

    private boolean startsWith(int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (html.charAt(start + i) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Looks at a run of text. */
    void text(int start, int end) {
        plain = plain && (holdsText(around()) ? isText(start, end) : isBlank(start, end));
    }

    private boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if (html.charAt(i) != '\n' && html.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean isText(int start, int end) {
        for (int i = start; i < end; i++) {
            char c = html.charAt(i);
            if (c == '&') {
                if (!isReference(i, end)) {
                    return false;
                }
            } else if (c < ' ' ? c != '\n' && c != '\t' : c > '~' && !isPlainCharacter(i, end)) {
                return false;
            }
        }
        return true;
    }

    private boolean isPlainCharacter(int index, int end) {
        char c = html.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 < end && Character.isLowSurrogate(html.charAt(index + 1)) && !isNone(index);
        }
        if (Character.isLowSurrogate(c)) {
            return index > 0 && Character.isHighSurrogate(html.charAt(index - 1));
        }
        return c >= '\u00a0' && c < '\ufff0' && (c < '\ufdd0' || c > '\ufdef');
    }

    /** Code points that are no characters: the last two of each plane. */
    private boolean isNone(int high) {
        int codePoint = Character.toCodePoint(html.charAt(high), html.charAt(high + 1));
        return (codePoint & 0xfffe) == 0xfffe;
    }

    private boolean isReference(int start, int end) {
        for (String reference : REFERENCES) {
            if (isReference(start, end, reference)) {
                return true;
            }
        }
        return false;
    }

    private boolean isReference(int start, int end, String reference) {
        return start + reference.length() < end && startsWith(start + 1, reference);
    }
}
