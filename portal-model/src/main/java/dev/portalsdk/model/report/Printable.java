package dev.portalsdk.model.report;

import java.util.function.IntPredicate;

/** Text from outside, made fit for a terminal, a JSON or an XML file. For any number of threads. */
public final class Printable {
    private Printable() {}

    /**
     * One line, in which everything that would move a terminal's cursor or change the order of its letters stands as an escape, e.g.
     * {@code \}{@code u001b}.
     */
    public static String line(String text) {
        return escaped(text, Printable::isUnprintable);
    }

    /** Text in which what XML 1.0 cannot hold, even as a reference, stands as an escape. */
    static String forXml(String text) {
        return escaped(text, Printable::isOutsideXml);
    }

    /** Text in which halves of surrogate pairs, which UTF-8 cannot hold, are replaced by U+FFFD. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(point -> isSurrogate(point) ? 0xFFFD : point)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    static boolean isUnprintable(int point) {
        int type = Character.getType(point);
        return Character.isISOControl(point)
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || isSurrogate(point)
                || isBidiControl(point)
                || point == 0xFEFF;
    }

    /** As Unicode's property Bidi_Control. */
    private static boolean isBidiControl(int point) {
        return point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }

    // XML 1.0, production 2 (Char).
    private static boolean isOutsideXml(int point) {
        return (point < 0x20 && point != '\t' && point != '\n' && point != '\r')
                || isSurrogate(point)
                || point == 0xFFFE
                || point == 0xFFFF;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    static String escape(int point) {
        return String.format("\\u%04x", point);
    }

    private static String escaped(String text, IntPredicate unfit) {
        if (text.codePoints().noneMatch(unfit)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (unfit.test(point)) {
                escaped.append(escape(point));
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }
}
