package dev.portalsdk.techdocs.markdown;

/** Differences between files: each line is what its first characters say. */
final class DiffLexer implements Lexer {

    @Override
    public void line(String line, CodeHtml html) {
        html.token(name(line), line, 0, line.length());
    }

    private static String name(String line) {
        if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ") || line.startsWith("index ")) {
            return "gh";
        }
        if (line.startsWith("@@")) {
            return "gu";
        }
        if (line.startsWith("+") || line.startsWith(">")) {
            return "gi";
        }
        return line.startsWith("-") || line.startsWith("<") ? "gd" : "";
    }
}
