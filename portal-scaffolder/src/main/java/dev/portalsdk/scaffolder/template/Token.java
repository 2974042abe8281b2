package dev.portalsdk.scaffolder.template;

/**
 * A piece of a template.
 *
 * @param text the piece itself; of a string its value, of {@link TokenType#DATA} the text to print
 * @param value of {@link TokenType#NUMBER}, {@link TokenType#CONSTANT} and {@link TokenType#REGEX} what it stands for, else the text
 */
record Token(TokenType type, String text, int offset, Object value) {
    static Token of(TokenType type, String text, int offset) {
        return new Token(type, text, offset, text);
    }

    boolean is(TokenType other) {
        return type == other;
    }

    boolean isOperator(String operator) {
        return type == TokenType.OPERATOR && text.equals(operator);
    }

    boolean isName(String name) {
        return type == TokenType.NAME && text.equals(name);
    }

    /** For "expected …, got this". */
    String describe() {
        return switch (type) {
            case END -> "the end of the template";
            case DATA -> "text";
            case COMMENT -> "a comment";
            case STRING -> "a string";
            default -> "'" + text + "'";
        };
    }
}
