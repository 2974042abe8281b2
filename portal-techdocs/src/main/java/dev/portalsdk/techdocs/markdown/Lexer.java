package dev.portalsdk.techdocs.markdown;

/** Cuts the lines of one block of code into tokens, from its first line to its last. */
interface Lexer extends AutoCloseable {

    /** Writes a line, without its end, to the HTML. */
    void line(String line, CodeHtml html);

    /** Called once, behind the last line. */
    @Override
    default void close() {}
}
