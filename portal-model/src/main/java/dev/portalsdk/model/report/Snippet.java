package dev.portalsdk.model.report;

/**
 * A stretch of a source line as a terminal shows it, and the marks below the letters at fault.
 *
 * <p>Tabs become spaces up to the next column that is a multiple of 4, control characters become escapes, and of a long line only what is around the place
 * is shown. Places count code points; the marks count the cells that a terminal gives them.
 */
final class Snippet {
    private static final int TAB = 4;
    private static final int BEFORE = 80;
    private static final int AFTER = 80;

    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder marks = new StringBuilder();
    private int cells;

    /**
     * @param line one line of the source
     * @param column of the first letter at fault, from 1, in code points; may lie behind the line's end
     * @param length how many code points are at fault, at least 1
     */
    Snippet(String line, int column, int length) {
        int[] points = line.codePoints().toArray();
        int first = Math.min(column - 1, points.length);
        int from = Math.max(0, first - BEFORE);
        int to = Math.min(points.length, first + AFTER);
        int end = Math.min(to, first + Math.max(1, length));
        if (from > 0) {
            put("…", 1);
        }
        int markStart = cells;
        int markEnd = cells;
        for (int i = from; i < to; i++) {
            markStart = i == first ? cells : markStart;
            put(points[i]);
            markEnd = i < end ? cells : markEnd;
        }
        if (first >= points.length) {
            markStart = cells;
        }
        if (to < points.length) {
            put("…", 1);
        }
        marks.append(" ".repeat(markStart)).append("^".repeat(Math.max(1, markEnd - markStart)));
    }

    /** The line. */
    String shown() {
        return shown.toString();
    }

    /** Spaces, and a {@code ^} for each cell at fault. */
    String marks() {
        return marks.toString();
    }

    private void put(int point) {
        if (point == '\t') {
            int width = TAB - cells % TAB;
            put(" ".repeat(width), width);
        } else if (Printable.isUnprintable(point)) {
            String escape = Printable.escape(point);
            put(escape, escape.length());
        } else {
            put(Character.toString(point), CellWidth.of(point));
        }
    }

    private void put(String text, int width) {
        shown.append(text);
        cells += width;
    }
}
