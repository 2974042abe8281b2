package dev.portalsdk.scaffolder.template;

import java.util.ArrayDeque;
import java.util.Deque;

/** Tokens with a look ahead, and what both parsers ask of them. */
final class TokenStream {
    private final SourceText source;
    private final Lexer lexer;
    private final int maxDepth;
    private final Deque<Token> ahead = new ArrayDeque<>();
    private int depth;

    TokenStream(SourceText source, TemplateSyntax syntax, int maxDepth) {
        this.source = source;
        this.lexer = new Lexer(source, syntax);
        this.maxDepth = maxDepth;
    }

    Token next() {
        Token token = ahead.poll();
        return token == null ? lexer.next() : token;
    }

    Token peek() {
        if (ahead.isEmpty()) {
            ahead.add(lexer.next());
        }
        return ahead.element();
    }

    void pushBack(Token token) {
        ahead.push(token);
    }

    /** See {@link Lexer#raw}; nothing may have been looked at behind the opening tag. */
    Token raw(String tag, int offset) {
        return lexer.raw(tag, offset);
    }

    boolean skipOperator(String operator) {
        return skip(peek().isOperator(operator));
    }

    boolean skipName(String name) {
        return skip(peek().isName(name));
    }

    private boolean skip(boolean matches) {
        if (matches) {
            next();
        }
        return matches;
    }

    Token expect(TokenType type, String what) {
        Token token = next();
        if (!token.is(type)) {
            throw expected(what, token);
        }
        return token;
    }

    void expectOperator(String operator) {
        Token token = next();
        if (!token.isOperator(operator)) {
            throw expected("'" + operator + "'", token);
        }
    }

    /** A name that may be used for a variable, key or argument. */
    String expectName(String what) {
        Token token = expect(TokenType.NAME, what);
        return checked(token, token.text());
    }

    /** Refuses names that lead out of the sandbox. */
    String checked(Token token, String name) {
        if (ReservedNames.isReserved(name)) {
            throw source.syntaxError(token.offset(), ReservedNames.message(name));
        }
        return name;
    }

    TemplateException expected(String what, Token found) {
        return source.syntaxError(found.offset(), "expected " + what + ", found " + found.describe());
    }

    TemplateException error(int offset, String problem) {
        return source.syntaxError(offset, problem);
    }

    void enter(int offset) {
        if (++depth > maxDepth) {
            throw source.error(TemplateException.Kind.LIMIT, offset, "nested more than " + maxDepth + " deep", null);
        }
    }

    void leave() {
        depth--;
    }

    /** Chains such as {@code a.b.c} make the tree as deep as they are long. */
    void chain(int length, int offset) {
        if (length > maxDepth) {
            throw source.error(
                    TemplateException.Kind.LIMIT, offset, "more than " + maxDepth + " operators in a row", null);
        }
    }
}
