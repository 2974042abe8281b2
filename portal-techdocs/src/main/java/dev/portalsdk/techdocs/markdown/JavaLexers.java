package dev.portalsdk.techdocs.markdown;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/**
 * The lexers of RSyntaxTextArea. Of that editor only its generated scanners are used: they work on characters alone and
 * never touch a screen. A scanner serves one block at a time and is kept for the next.
 */
final class JavaLexers {

    /** Class names by token type; what is missing gets none. */
    private static final String[] NAMES = new String[TokenTypes.DEFAULT_NUM_TOKEN_TYPES];

    static {
        Map.ofEntries(
                        Map.entry(TokenTypes.COMMENT_EOL, "c1"),
                        Map.entry(TokenTypes.COMMENT_MULTILINE, "cm"),
                        Map.entry(TokenTypes.COMMENT_DOCUMENTATION, "cm"),
                        Map.entry(TokenTypes.COMMENT_KEYWORD, "cm"),
                        Map.entry(TokenTypes.COMMENT_MARKUP, "cm"),
                        Map.entry(TokenTypes.RESERVED_WORD, "k"),
                        Map.entry(TokenTypes.RESERVED_WORD_2, "k"),
                        Map.entry(TokenTypes.FUNCTION, "nb"),
                        Map.entry(TokenTypes.LITERAL_BOOLEAN, "kc"),
                        Map.entry(TokenTypes.LITERAL_NUMBER_DECIMAL_INT, "mi"),
                        Map.entry(TokenTypes.LITERAL_NUMBER_FLOAT, "mf"),
                        Map.entry(TokenTypes.LITERAL_NUMBER_HEXADECIMAL, "mh"),
                        Map.entry(TokenTypes.LITERAL_STRING_DOUBLE_QUOTE, "s"),
                        Map.entry(TokenTypes.LITERAL_CHAR, "s1"),
                        Map.entry(TokenTypes.LITERAL_BACKQUOTE, "sb"),
                        Map.entry(TokenTypes.DATA_TYPE, "kt"),
                        Map.entry(TokenTypes.VARIABLE, "nv"),
                        Map.entry(TokenTypes.REGEX, "sr"),
                        Map.entry(TokenTypes.ANNOTATION, "nd"),
                        Map.entry(TokenTypes.OPERATOR, "o"),
                        Map.entry(TokenTypes.PREPROCESSOR, "cp"),
                        Map.entry(TokenTypes.MARKUP_TAG_NAME, "nt"),
                        Map.entry(TokenTypes.MARKUP_TAG_ATTRIBUTE, "na"),
                        Map.entry(TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE, "s"),
                        Map.entry(TokenTypes.MARKUP_COMMENT, "c"),
                        Map.entry(TokenTypes.MARKUP_DTD, "cp"),
                        Map.entry(TokenTypes.MARKUP_PROCESSING_INSTRUCTION, "cp"),
                        Map.entry(TokenTypes.MARKUP_CDATA_DELIMITER, "cp"),
                        Map.entry(TokenTypes.MARKUP_ENTITY_REFERENCE, "ni"))
                .forEach((type, name) -> NAMES[type] = name);
    }

    private final Map<String, Queue<TokenMaker>> idle = new ConcurrentHashMap<>();

    /** @param style RSyntaxTextArea's name of a language, such as {@code text/java} */
    Lexer of(String style) {
        Queue<TokenMaker> scanners = idle.computeIfAbsent(style, name -> new ConcurrentLinkedQueue<>());
        TokenMaker scanner = scanners.poll();
        return new Block(
                scanner != null
                        ? scanner
                        : TokenMakerFactory.getDefaultInstance().getTokenMaker(style),
                scanners);
    }

    private static final class Block implements Lexer {
        private final TokenMaker scanner;
        private final Queue<TokenMaker> idle;
        private int state = TokenTypes.NULL;

        Block(TokenMaker scanner, Queue<TokenMaker> idle) {
            this.scanner = scanner;
            this.idle = idle;
        }

        @Override
        public void line(String line, CodeHtml html) {
            char[] characters = line.toCharArray();
            int done = 0;
            Token token = scanner.getTokenList(new Segment(characters, 0, characters.length), state, 0);
            while (token != null) {
                state = token.getType();
                if (token.isPaintable()) {
                    int end = Math.min(characters.length, token.getEndOffset());
                    html.token(name(token.getType()), line, Math.min(done, end), end);
                    done = end;
                }
                token = token.getNextToken();
            }
            html.token("", line, done, line.length()); // whatever a scanner leaves out stays text
        }

        private static String name(int type) {
            String name = type >= 0 && type < NAMES.length ? NAMES[type] : null;
            return name == null ? "" : name;
        }

        @Override
        public void close() {
            idle.add(scanner);
        }
    }
}
