package dev.portalsdk.techdocs.markdown;

/** Builds the HTML of code; neighbours of one class share an element. */
final class CodeHtml {

    private final StringBuilder html;
    private String open = "";

    CodeHtml(int capacity) {
        this.html = new StringBuilder(capacity);
    }

    /**
     * Adds a token.
     *
     * @param name a class of Pygments; empty for text without one
     */
    void token(String name, CharSequence text, int start, int end) {
        if (start == end) {
            return;
        }
        if (!name.equals(open)) {
            endToken();
            if (!name.isEmpty()) {
                html.append("<span class=\"").append(name).append("\">");
            }
            open = name;
        }
        escape(text, start, end);
    }

    void text(String text) {
        token("", text, 0, text.length());
    }

    /** Starts an element around tokens. */
    void open(String name) {
        endToken();
        html.append("<span class=\"").append(name).append("\">");
    }

    void close() {
        endToken();
        html.append("</span>");
    }

    private void endToken() {
        html.append(open.isEmpty() ? "" : "</span>");
        open = "";
    }

    private void escape(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
    }

    /** HTML has no way to write other control characters. */
    private static boolean isAllowed(char c) {
        return c >= ' ' ? c != '\u007f' : c == '\t' || c == '\n' || c == '\f';
    }

    @Override
    public String toString() {
        endToken();
        return html.toString();
    }
}
