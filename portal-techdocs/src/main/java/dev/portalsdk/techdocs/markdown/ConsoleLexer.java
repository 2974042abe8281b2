package dev.portalsdk.techdocs.markdown;

/** What a terminal shows: a prompt with a command behind it, or what the command printed. */
final class ConsoleLexer implements Lexer {

    private final Lexer shell;

    ConsoleLexer(Lexer shell) {
        this.shell = shell;
    }

    @Override
    public void line(String line, CodeHtml html) {
        if (line.startsWith("$ ") || line.startsWith("# ") || line.startsWith("> ")) {
            html.token("gp", line, 0, 2);
            shell.line(line.substring(2), html);
        } else {
            html.token("go", line, 0, line.length());
        }
    }

    @Override
    public void close() {
        shell.close();
    }
}
