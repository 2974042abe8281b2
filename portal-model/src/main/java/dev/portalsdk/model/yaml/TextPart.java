package dev.portalsdk.model.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a YAML file that starts with a {@code ---} line, or at the file's start.
 *
 * @param text with its {@code ---} line
 * @param firstLine in the file, from 0
 */
record TextPart(String text, int firstLine) {

    /**
     * Splits a file before every {@code ---} at the start of a line, which YAML allows nowhere but between documents. A file with directives is left whole, as a
     * directive belongs to the document that follows.
     */
    static List<TextPart> split(String file) {
        String text = file.startsWith("\uFEFF") ? file.substring(1) : file;
        if (text.startsWith("%") || text.contains("\n%") || text.contains("\r%")) {
            return List.of(new TextPart(text, 0));
        }
        List<TextPart> parts = new ArrayList<>();
        int start = 0;
        int startLine = 0;
        int line = 0;
        boolean withReturns = text.indexOf('\r') >= 0;
        for (int i = lineEnd(text, 0, withReturns); i >= 0; i = lineEnd(text, i + 1, withReturns)) {
            line++;
            if (isMarker(text, i + 1)) {
                parts.add(new TextPart(text.substring(start, i + 1), startLine));
                start = i + 1;
                startLine = line;
            }
        }
        parts.add(new TextPart(text.substring(start), startLine));
        return parts;
    }

    /** The last character of the line that holds this one; -1 if the text ends first. */
    private static int lineEnd(String text, int from, boolean withReturns) {
        if (!withReturns) {
            return text.indexOf('\n', from);
        }
        for (int i = from; i < text.length(); i++) {
            if (endsLine(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean endsLine(String text, int i) {
        char c = text.charAt(i);
        return c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
    }

    private static boolean isMarker(String text, int i) {
        return text.startsWith("---", i) && (i + 3 == text.length() || text.charAt(i + 3) <= ' ');
    }
}
