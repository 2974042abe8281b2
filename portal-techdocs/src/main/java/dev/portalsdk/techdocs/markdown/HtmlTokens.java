package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Splits HTML into tags and the text between them, keeping where each attribute's value stands.
 *
 * <p>It takes whatever an author wrote and never fails: what is no tag is text. It decides nothing about safety.
 */
final class HtmlTokens {

    private static final Set<String> RAW_TEXT = Set.of("script", "style");

    /** A tag or a run of text; {@code start} and {@code end} are offsets in the HTML. */
    sealed interface Token permits Tag, Text {
        /** Offset of the first character. */
        int start();

        /** Offset behind the last character. */
        int end();
    }

    /** Text as it stands in the HTML, entities not decoded. */
    record Text(int start, int end) implements Token {}

    /**
     * A start or end tag.
     *
     * @param name in lower case
     */
    record Tag(int start, int end, String name, boolean closing, List<Attribute> attributes) implements Token {
        Tag {
            attributes = List.copyOf(attributes);
        }

        /** The value of an attribute, entities not decoded. */
        Optional<String> value(String attribute) {
            return attributes.stream()
                    .filter(a -> a.name().equals(attribute))
                    .map(Attribute::value)
                    .findFirst();
        }
    }

    /**
     * An attribute of a start tag; an attribute without a value has an empty one, standing behind its name.
     *
     * @param name in lower case
     * @param start offset of the value's first character, quotes not included
     * @param end offset behind the value's last character
     */
    record Attribute(String name, String value, int start, int end) {}

    private final String html;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private HtmlTokens(String html) {
        this.html = html;
    }

    /** Returns the tags and texts of the HTML in order; comments, declarations, scripts and styles are left out. */
    static List<Token> of(String html) {
        HtmlTokens scan = new HtmlTokens(html);
        scan.run();
        return List.copyOf(scan.tokens);
    }

    private void run() {
        int textStart = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            if (open < 0) {
                break;
            }
            int before = tokens.size();
            at = open;
            int end = skipMarkup();
            if (end < 0) {
                at = open + 1;
                continue;
            }
            text(before, textStart, open);
            textStart = end;
            at = end;
        }
        text(tokens.size(), textStart, html.length());
    }

    /** Adds the text in front of a tag, which is a tag, and already there, only once its end is known. */
    private void text(int position, int start, int end) {
        if (end > start) {
            tokens.add(position, new Text(start, end));
        }
    }

    /** Reads what starts with {@code <}; answers where it ends, or -1 when it is text. */
    private int skipMarkup() {
        if (html.startsWith("<!--", at)) {
            return endOf("-->", at + 4);
        }
        if (html.startsWith("<!", at) || html.startsWith("<?", at)) {
            return endOf(">", at + 2);
        }
        return tag();
    }

    private int endOf(String mark, int from) {
        int found = html.indexOf(mark, from);
        return found < 0 ? html.length() : found + mark.length();
    }

    private int tag() {
        int start = at;
        int i = start + 1;
        boolean closing = i < html.length() && html.charAt(i) == '/';
        i += closing ? 1 : 0;
        int nameEnd = i;
        while (nameEnd < html.length() && isNamePart(html.charAt(nameEnd))) {
            nameEnd++;
        }
        if (nameEnd == i || !Character.isLetter(html.charAt(i))) {
            return -1;
        }
        String name = html.substring(i, nameEnd).toLowerCase(Locale.ROOT);
        List<Attribute> attributes = new ArrayList<>();
        int end = attributes(nameEnd, attributes);
        if (end < 0) {
            return -1;
        }
        tokens.add(new Tag(start, end, name, closing, attributes));
        return !closing && RAW_TEXT.contains(name) ? rawTextEnd(name, end) : end;
    }

    private int rawTextEnd(String name, int from) {
        for (int i = html.indexOf("</", from); i >= 0; i = html.indexOf("</", i + 2)) {
            if (html.regionMatches(true, i + 2, name, 0, name.length())) {
                return i;
            }
        }
        return html.length();
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == ':';
    }

    /** Reads attributes up to and with {@code >}; -1 when the tag never ends. */
    private int attributes(int from, List<Attribute> attributes) {
        int i = from;
        while (i < html.length()) {
            char c = html.charAt(i);
            if (c == '>') {
                return i + 1;
            }
            if (Character.isWhitespace(c) || c == '/' || c == '=' || c == '"' || c == '\'') {
                i++;
                continue;
            }
            if (c == '<') {
                return -1;
            }
            i = attribute(i, attributes);
        }
        return -1;
    }

    private int attribute(int from, List<Attribute> attributes) {
        int i = from;
        while (i < html.length() && "=/> \t\r\n\f<\"'".indexOf(html.charAt(i)) < 0) {
            i++;
        }
        String name = html.substring(from, i).toLowerCase(Locale.ROOT);
        int equals = skipSpace(i);
        if (equals >= html.length() || html.charAt(equals) != '=') {
            attributes.add(new Attribute(name, "", i, i));
            return i;
        }
        int start = skipSpace(equals + 1);
        if (start < html.length() && (html.charAt(start) == '"' || html.charAt(start) == '\'')) {
            int close = html.indexOf(html.charAt(start), start + 1);
            int end = close < 0 ? html.length() : close;
            attributes.add(new Attribute(name, html.substring(start + 1, end), start + 1, end));
            return Math.min(end + 1, html.length());
        }
        int end = start;
        while (end < html.length() && "> \t\r\n\f".indexOf(html.charAt(end)) < 0) {
            end++;
        }
        attributes.add(new Attribute(name, html.substring(start, end), start, end));
        return end;
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < html.length() && Character.isWhitespace(html.charAt(i))) {
            i++;
        }
        return i;
    }
}
