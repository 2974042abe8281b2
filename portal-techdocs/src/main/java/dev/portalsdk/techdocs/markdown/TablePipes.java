package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps <code>`a|b`</code> in a table cell together.
 *
 * <p>GitHub splits a row at every {@code |} that is not escaped, also within code; MkDocs does not. Nobody wants half a
 * code span in a cell, so in rows of tables such a bar is read as if it were escaped. <code>`a\|b`</code> means the same.
 */
final class TablePipes {

    private static final String DELIMITERS = "|:- \t>";

    private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

    private TablePipes() {}

    static SourceText escape(SourceText text) {
        List<SourceText.Line> lines = new ArrayList<>(text.lines());
        String fence = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).text().strip();
            if (line.startsWith("```") || line.startsWith("~~~")) {
                String mark = line.substring(0, 3);
                fence = fence.isEmpty() ? mark : fence.equals(mark) ? "" : fence;
            } else if (fence.isEmpty() && i > 0 && isDelimiterRow(line) && isRow(lines.get(i - 1))) {
                i = escapeTable(lines, i);
            }
        }
        return new SourceText(text.source(), lines);
    }

    /** Answers the last line of the table. */
    private static int escapeTable(List<SourceText.Line> lines, int delimiters) {
        escapeRow(lines, delimiters - 1);
        int row = delimiters + 1;
        while (row < lines.size() && isRow(lines.get(row))) {
            escapeRow(lines, row++);
        }
        return row - 1;
    }

    private static boolean isRow(SourceText.Line line) {
        return line.text().indexOf('|') >= 0;
    }

    private static boolean isDelimiterRow(String line) {
        return line.indexOf('|') >= 0
                && line.indexOf('-') >= 0
                && line.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0);
    }

    private static void escapeRow(List<SourceText.Line> lines, int row) {
        String line = lines.get(row).text();
        if (line.indexOf('`') >= 0) {
            String escaped = escapeRow(line);
            if (!escaped.equals(line)) {
                lines.set(row, lines.get(row).readAs(escaped));
            }
        }
    }

    private static String escapeRow(String row) {
        StringBuilder escaped = new StringBuilder();
        int at = 0;
        for (int open = row.indexOf('`'); open >= 0; open = row.indexOf('`', at)) {
            int length = runLength(row, open);
            int close = closing(row, open + length, length);
            int end = close < 0 ? open + length : close + length;
            escaped.append(row, at, open);
            escaped.append(close < 0 ? row.substring(open, end) : escapeCode(row.substring(open, end)));
            at = end;
        }
        return escaped.append(row, at, row.length()).toString();
    }

    private static String escapeCode(String code) {
        return code.indexOf('|') < 0 ? code : BAR.matcher(code).replaceAll("\\\\|");
    }

    private static int runLength(String row, int from) {
        int end = from;
        while (end < row.length() && row.charAt(end) == '`') {
            end++;
        }
        return end - from;
    }

    private static int closing(String row, int from, int length) {
        int at = row.indexOf('`', from);
        while (at >= 0) {
            int run = runLength(row, at);
            if (run == length) {
                return at;
            }
            at = row.indexOf('`', at + run);
        }
        return -1;
    }
}
