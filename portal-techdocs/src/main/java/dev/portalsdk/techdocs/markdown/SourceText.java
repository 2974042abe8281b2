package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;

/** The lines that are parsed, each with the file and line it came from (front matter is left out, snippets come in). */
final class SourceText {

    /**
     * One line as parsed, and its origin.
     *
     * @param original what the author wrote
     */
    record Line(String text, String original, String source, int number) {

        Line(String text, String source, int number) {
            this(text, text, source, number);
        }

        /** The same line, read as another text: the original with characters put in. */
        Line readAs(String changed) {
            return new Line(changed, original, source, number);
        }

        /** The column (from 1, in code points) where a character of the parsed text stands in the original. */
        int column(int index) {
            int end = Math.min(index, text.length());
            int at = end;
            if (text.length() > original.length()) {
                at = 0;
                for (int i = 0; i < end && at < original.length(); i++) {
                    at += text.charAt(i) == original.charAt(at) ? 1 : 0;
                }
            }
            return original.codePointCount(0, Math.min(at, original.length())) + 1;
        }
    }

    private final String source;
    private final List<Line> lines;

    SourceText(String source, List<Line> lines) {
        this.source = source;
        this.lines = List.copyOf(lines);
    }

    /** Splits a whole file; the lines before {@code firstLine} (0-based) are left out but counted. */
    static SourceText of(String source, String text, int firstLine) {
        List<String> all = text.lines().toList();
        List<Line> lines = new ArrayList<>(all.size());
        for (int i = firstLine; i < all.size(); i++) {
            lines.add(new Line(all.get(i), source, i + 1));
        }
        return new SourceText(source, lines);
    }

    List<Line> lines() {
        return lines;
    }

    String source() {
        return source;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.text()).append('\n');
        }
        return text.toString();
    }

    /** Where a node starts; the start of the file for nodes that stand nowhere. */
    SourceLocation locate(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            List<SourceSpan> spans = at.getSourceSpans();
            if (!spans.isEmpty()) {
                return locate(spans.get(0).getLineIndex(), spans.get(0).getColumnIndex());
            }
        }
        return SourceLocation.startOf(source);
    }

    /** The place of a character, lines and columns counted from 0; columns of the answer count code points. */
    SourceLocation locate(int lineIndex, int columnIndex) {
        if (lineIndex < 0 || lineIndex >= lines.size()) {
            return SourceLocation.startOf(source);
        }
        Line line = lines.get(lineIndex);
        return new SourceLocation(line.source(), line.number(), line.column(columnIndex));
    }
}
