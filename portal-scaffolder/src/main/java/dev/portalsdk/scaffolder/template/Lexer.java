package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.Set;

/**
 * Cuts a template into tokens: text outside of tags, expressions inside.
 *
 * <p>White space control is done here, so that the parser sees text as it will be printed: a {@code -} inside a delimiter strips the text
 * next to it, {@code trimBlocks} the line break after a tag, {@code lstripBlocks} the indentation before it.
 */
// The rules, among them those for which nobody would have asked (a closing delimiter ends a tag even within brackets;
// "#}" in text is an
// error), are those of Nunjucks 3.2.
final class Lexer {
    private static final Set<String> LONG_OPERATORS = Set.of("==", "===", "!=", "!==", "<=", ">=", "//", "**");
    private static final String OPERATORS = "()[]{}%*-+~/#,:|.<>=!";
    private static final String REGEX_FLAGS = "gimy";

    private final SourceText source;
    private final String text;
    private final TemplateSyntax syntax;
    private final String variableStart;
    private int position;
    private boolean inCode;
    /** Whether the tag or comment just read ended with a dash. */
    private boolean stripNext;

    Lexer(SourceText source, TemplateSyntax syntax) {
        this.source = source;
        this.text = source.text();
        this.syntax = syntax;
        this.variableStart = syntax.variableStart();
    }

    Token next() {
        if (position >= text.length()) {
            return Token.of(TokenType.END, "", text.length());
        }
        return inCode ? code() : outside();
    }

    // ---- outside of tags

    private Token outside() {
        if (text.startsWith("{%", position)) {
            return tagStart(TokenType.BLOCK_START, 2);
        }
        if (text.startsWith(variableStart, position)) {
            return tagStart(TokenType.VARIABLE_START, variableStart.length());
        }
        if (text.startsWith("{#", position)) {
            return comment();
        }
        return data();
    }

    private Token tagStart(TokenType type, int length) {
        int start = position;
        position += length;
        if (position < text.length() && text.charAt(position) == '-') {
            position++;
        }
        inCode = true;
        stripNext = false;
        return Token.of(type, text.substring(start, position), start);
    }

    private Token comment() {
        int start = position;
        int end = text.indexOf("#}", start + 2);
        if (end < 0) {
            throw source.syntaxError(start, "this comment has no end; expected '#}'");
        }
        position = end + 2;
        stripNext = end > start + 2 && text.charAt(end - 1) == '-';
        return Token.of(TokenType.COMMENT, text.substring(start, position), start);
    }

    private Token data() {
        int start = position;
        int end = endOfData(start);
        position = end;
        int from = start;
        int to = end;
        if (stripNext) {
            stripNext = false;
            while (from < to && Js.isSpace(text.charAt(from))) {
                from++;
            }
        }
        if (dashFollows(end)) {
            while (to > from && Js.isSpace(text.charAt(to - 1))) {
                to--;
            }
        } else if (syntax.lstripBlocks() && text.startsWith("{%", end)) {
            to = Math.max(from, withoutIndentation(start, end));
            if (to == start) {
                return next(); // nothing is left, so there is no text at all
            }
        }
        return Token.of(TokenType.DATA, text.substring(from, to), start);
    }

    private int endOfData(int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '$') {
                if (text.startsWith("{%", i) || text.startsWith(variableStart, i) || text.startsWith("{#", i)) {
                    return i;
                }
            } else if (c == '#' && text.startsWith("#}", i)) {
                throw source.syntaxError(i, "'#}' ends a comment, but none was begun; write it as ${{ '#}' }}");
            }
        }
        return text.length();
    }

    private boolean dashFollows(int at) {
        if (text.startsWith("{%", at) || text.startsWith("{#", at)) {
            return text.startsWith("-", at + 2);
        }
        return text.startsWith(variableStart, at) && text.startsWith("-", at + variableStart.length());
    }

    /** Where text from start ends if the white space between the start of the last line and the end is dropped. */
    private int withoutIndentation(int start, int end) {
        int i = end;
        while (i > start && text.charAt(i - 1) != '\n') {
            i--;
            if (!Js.isSpace(text.charAt(i))) {
                return end;
            }
        }
        boolean wholeLine = i == 0 || text.charAt(i - 1) == '\n';
        return wholeLine ? i : end;
    }

    /**
     * The text of a raw or verbatim block, whose opening tag was just read, up to its own end tag, which is passed over.
     *
     * @param tag {@code raw} or {@code verbatim}; blocks of the same name within are part of the text
     */
    Token raw(String tag, int tagOffset) {
        int start = position;
        int level = 1;
        for (int i = text.indexOf("{%", start); i >= 0; i = text.indexOf("{%", i + 2)) {
            boolean opens = tagEnd(i, tag) >= 0;
            int end = tagEnd(i, "end" + tag);
            level += opens ? 1 : end >= 0 ? -1 : 0;
            if (level == 0) {
                return rawToken(start, i, end);
            }
        }
        throw source.syntaxError(tagOffset, "'" + tag + "' is not closed; expected {% end" + tag + " %}");
    }

    private Token rawToken(int start, int tagStart, int tagEnd) {
        int from = start;
        int to = tagStart;
        if (stripNext) {
            while (from < to && Js.isSpace(text.charAt(from))) {
                from++;
            }
        }
        if (text.startsWith("{%-", tagStart)) {
            while (to > from && Js.isSpace(text.charAt(to - 1))) {
                to--;
            }
        } else if (syntax.lstripBlocks()) {
            to = Math.max(from, withoutIndentation(start, to));
        }
        position = tagEnd;
        afterBlock(text.charAt(tagEnd - 3) == '-');
        return Token.of(TokenType.DATA, text.substring(from, to), start);
    }

    /**
     * The offset behind the tag of this name at the offset; -1 if another tag stands there. A tag with dashes ends the block too: Nunjucks 3.2.4 does not see
     * such a tag, but templates are written with it, and what is wanted is plain.
     */
    private int tagEnd(int at, String name) {
        int i = skipSpace(text.startsWith("-", at + 2) ? at + 3 : at + 2);
        if (!text.startsWith(name, i)) {
            return -1;
        }
        i = skipSpace(i + name.length());
        if (text.startsWith("-%}", i)) {
            return i + 3;
        }
        return text.startsWith("%}", i) ? i + 2 : -1;
    }

    private int skipSpace(int from) {
        int i = from;
        while (i < text.length() && Js.isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    // ---- inside of tags

    private Token code() {
        position = skipSpace(position);
        if (position >= text.length()) {
            return Token.of(TokenType.END, "", text.length());
        }
        char c = text.charAt(position);
        if (c == '"' || c == '\'') {
            return string(c);
        }
        if (c == '-' || c == '%' || c == '}') {
            int dash = c == '-' ? 1 : 0;
            if (text.startsWith("%}", position + dash)) {
                return tagEnd(TokenType.BLOCK_END, dash);
            }
            if (text.startsWith("}}", position + dash)) {
                return tagEnd(TokenType.VARIABLE_END, dash);
            }
        }
        if (c == 'r' && text.startsWith("r/", position)) {
            return regex();
        }
        return OPERATORS.indexOf(c) >= 0 ? operator(c) : word();
    }

    private Token tagEnd(TokenType type, int dash) {
        int start = position;
        position += 2 + dash;
        inCode = false;
        if (type == TokenType.BLOCK_END) {
            afterBlock(dash > 0);
        } else {
            stripNext = dash > 0;
        }
        return Token.of(type, text.substring(start, start + 2 + dash), start);
    }

    private void afterBlock(boolean dash) {
        stripNext = dash;
        if (syntax.trimBlocks()) {
            if (text.startsWith("\n", position)) {
                position++;
            } else if (text.startsWith("\r\n", position)) {
                position += 2;
            }
        }
    }

    private Token string(char quote) {
        int start = position;
        StringBuilder value = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                position = i + 1;
                return Token.of(TokenType.STRING, value.toString(), start);
            }
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                value.append(unescape(text.charAt(i)));
            } else {
                value.append(c);
            }
        }
        throw source.syntaxError(start, "this string has no end; expected " + quote);
    }

    /** Only these three; "\\u0041" is the text u0041. */
    private static char unescape(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    private Token regex() {
        int start = position;
        int i = start + 2;
        while (i < text.length() && (text.charAt(i) != '/' || text.charAt(i - 1) == '\\')) {
            i++;
        }
        if (i >= text.length()) {
            throw source.syntaxError(start, "this regular expression has no end; expected '/'");
        }
        int flags = i + 1;
        position = flags;
        while (position < text.length() && REGEX_FLAGS.indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String body = text.substring(start + 2, i);
        try {
            JsRegExp regex = JsRegExp.of(body, text.substring(flags, position));
            return new Token(TokenType.REGEX, text.substring(start, position), start, regex);
        } catch (IllegalArgumentException e) {
            throw source.error(
                    TemplateException.Kind.SYNTAX, start, "invalid regular expression: " + e.getMessage(), e);
        }
    }

    private Token operator(char c) {
        int start = position;
        String operator = String.valueOf(c);
        for (int length = 3; length > 1; length--) {
            if (start + length <= text.length() && LONG_OPERATORS.contains(text.substring(start, start + length))) {
                operator = text.substring(start, start + length);
                break;
            }
        }
        position += operator.length();
        return Token.of(TokenType.OPERATOR, operator, start);
    }

    private Token word() {
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        String word = text.substring(start, position);
        if (Character.isDigit(word.charAt(0))) {
            return number(start, word);
        }
        return switch (word) {
            case "true" -> new Token(TokenType.CONSTANT, word, start, true);
            case "false" -> new Token(TokenType.CONSTANT, word, start, false);
            case "none", "null" -> new Token(TokenType.CONSTANT, word, start, Value.Null.NULL);
            default -> name(start, word);
        };
    }

    private static boolean isWordPart(char c) {
        return OPERATORS.indexOf(c) < 0 && !Js.isSpace(c) && c != '"' && c != '\'';
    }

    private Token name(int start, String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && c != '_' && c != '$') {
                throw source.syntaxError(start + i, "unexpected character '" + c + "'" + insteadOf(c));
            }
        }
        return Token.of(TokenType.NAME, word, start);
    }

    private static String insteadOf(char c) {
        return switch (c) {
            case '?' -> "; write: a if condition else b";
            case '&' -> "; write: and";
            default -> "";
        };
    }

    private Token number(int start, String integer) {
        if (!integer.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw source.syntaxError(start, "'" + integer + "' is no number; exponents and units are not supported");
        }
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
                position++;
            }
        }
        String number = text.substring(start, position);
        if (position < text.length() && isWordPart(text.charAt(position))) {
            throw source.syntaxError(
                    start, "'" + number + text.charAt(position) + "' begins like a number but is none");
        }
        return new Token(TokenType.NUMBER, number, start, Double.valueOf(number));
    }
}
