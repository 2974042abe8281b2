package dev.portalsdk.scaffolder.template;

/** Kinds of {@link Token}s. */
enum TokenType {
    DATA,
    COMMENT,
    BLOCK_START,
    BLOCK_END,
    VARIABLE_START,
    VARIABLE_END,
    STRING,
    NUMBER,
    /** true, false, none, null. */
    CONSTANT,
    REGEX,
    NAME,
    OPERATOR,
    END
}
