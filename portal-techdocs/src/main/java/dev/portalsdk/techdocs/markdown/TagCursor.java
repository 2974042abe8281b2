package dev.portalsdk.techdocs.markdown;

import org.jspecify.annotations.Nullable;

/**
 * Steps from tag to tag through HTML in which every tag is written out in full, {@code <name key="value">}, as renderers and
 * sanitisers write it. Makes no object for what it passes; {@link HtmlTokens} reads what authors write.
 */
final class TagCursor {

    private static final int NAMES = 128;

    private final String html;
    private final char[] chars;
    private final @Nullable String[] names = new String[NAMES];
    private int at;
    private boolean wellFormed = true;
    private int textStart;
    private int textEnd;
    private boolean closing;
    private String name = "";
    private String attribute = "";
    private int valueStart;
    private int valueEnd;

    TagCursor(String html) {
        this.html = html;
        this.chars = html.toCharArray();
    }

    /** The whole text. */
    String html() {
        return html;
    }

    /** Whether all that was read so far is in the form expected; what is not is text. */
    boolean isWellFormed() {
        return wellFormed;
    }

    /** Moves to the next tag; false at the end, with the last text still to be read. */
    boolean next() {
        textStart = at;
        textEnd = html.indexOf('<', at);
        if (textEnd < 0) {
            textEnd = chars.length;
            return false;
        }
        int start = textEnd + 1;
        closing = is(start, '/');
        start += closing ? 1 : 0;
        int end = start;
        while (isNamePart(end)) {
            end++;
        }
        if (end == start) {
            return malformed();
        }
        name = name(start, end);
        at = end;
        return true;
    }

    /** Moves to the next attribute of the tag; false behind the last, which must be asked for before the next tag. */
    boolean nextAttribute() {
        if (is(at, '>')) {
            at++;
            return false;
        }
        if (is(at, ' ') && is(at + 1, '/') && is(at + 2, '>')) {
            at += 3;
            return false;
        }
        int start = at + 1;
        int end = start;
        while (isNamePart(end)) {
            end++;
        }
        int close =
                end == start || !is(at, ' ') || !is(end, '=') || !is(end + 1, '"') ? -1 : html.indexOf('"', end + 2);
        if (close < 0) {
            return malformed();
        }
        attribute = name(start, end);
        valueStart = end + 2;
        valueEnd = close;
        at = close + 1;
        return true;
    }

    /** The text before the tag, as offsets. */
    int textStart() {
        return textStart;
    }

    int textEnd() {
        return textEnd;
    }

    boolean isClosing() {
        return closing;
    }

    /** The name of the tag, as written. */
    String name() {
        return name;
    }

    /** The name of the attribute, as written. */
    String attribute() {
        return attribute;
    }

    int valueStart() {
        return valueStart;
    }

    int valueEnd() {
        return valueEnd;
    }

    /** The value of the attribute, entities decoded. */
    String value() {
        return text(valueStart, valueEnd);
    }

    /** A stretch of text, entities decoded. */
    String text(int start, int end) {
        return Entities.decode(html.substring(start, end));
    }

    char charAt(int index) {
        return chars[index];
    }

    /** Few names come again and again. */
    private String name(int start, int end) {
        int slot = (chars[start] * 31 + chars[end - 1] * 7 + end - start) & (NAMES - 1);
        String known = names[slot];
        if (known == null || known.length() != end - start || !html.startsWith(known, start)) {
            known = html.substring(start, end);
            names[slot] = known;
        }
        return known;
    }

    private boolean malformed() {
        wellFormed = false;
        at = chars.length;
        return false;
    }

    private boolean is(int index, char c) {
        return index < chars.length && chars[index] == c;
    }

    private boolean isNamePart(int index) {
        if (index >= chars.length) {
            return false;
        }
        char c = chars[index];
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    }
}
