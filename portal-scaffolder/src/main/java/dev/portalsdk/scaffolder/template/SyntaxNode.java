package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * A part of a template, for tools that look at templates without rendering them. {@code ${{ user.name | upper }}} is
 *
 * <pre>
 * BLOCK
 *   OUTPUT
 *     FILTER upper
 *       MEMBER name
 *         NAME user
 * </pre>
 *
 * @param kind what it is
 * @param offset where it stands in the template's text, in chars from 0: for a filter and a member its name, for an operator
 *     itself
 * @param names the names that it brings: of a variable, member, filter, test or operator; the variables of a loop or {@code set}; the
 *     parameters of a macro behind its name; the keys of an object
 * @param constant the value of a constant
 * @param children its parts, in the order that {@link Kind} tells
 */
public record SyntaxNode(
        Kind kind, int offset, List<String> names, Optional<Value> constant, List<SyntaxNode> children) {

    /** What a node can be, with its children. */
    public enum Kind {
        /** Statements in order. */
        BLOCK,
        /** Text that is printed as it is. */
        TEXT,
        /** A printed expression. */
        OUTPUT,
        /** Branches, and at last the block that is left if none is taken. */
        IF,
        /** A condition and its block; also a case of a switch. */
        BRANCH,
        /**
         * What is run over, the body, and the block for nothing to run over. Without names, as in Handlebars, the body looks up names in the
         * element.
         */
        FOR,
        /** An object, the block that looks up names in it, and the block that is left if it is not there; in Handlebars only. */
        WITH,
        /** A value, or the block that makes it. */
        SET,
        /** Defaults of parameters, and at last the body; also the body of a call block. */
        MACRO,
        /** A subject, branches, and the block that is left. */
        SWITCH,
        /** A literal. */
        CONSTANT,
        /** A variable. */
        NAME,
        /**
         * What names are looked up in, in Handlebars: {@code this}; with a child what surrounds that, {@code ..}; with the name {@code @root} all
         * of the data.
         */
        CONTEXT,
        /** What a helper of Handlebars is given. */
        HELPER,
        /** An expression whose member is taken, under a name that is written. */
        MEMBER,
        /** An expression and the key that is taken of it. */
        SUBSCRIPT,
        /** What is called, and arguments. */
        CALL,
        /** An expression or block that is filtered, and arguments. */
        FILTER,
        /** An expression that is tested, and arguments. */
        TEST,
        /** A condition, the value if it is true, and the one if it is not, if there is one. */
        CONDITIONAL,
        /** Two expressions. */
        COMPARE,
        /** Expressions, of which the first true one counts. */
        OR,
        /** Expressions that all have to be true. */
        AND,
        /** An expression. */
        NOT,
        /** Expressions in parentheses, of which the last counts. */
        GROUP,
        /** Elements. */
        LIST,
        /** Values of the keys in {@link SyntaxNode#names}. */
        OBJECT,
        /** Numbers and texts that are calculated with. */
        ARITHMETIC
    }

    /** Copies the lists. */
    public SyntaxNode {
        names = List.copyOf(names);
        children = List.copyOf(children);
    }

    /** The first of its names; empty text if it has none. */
    public String name() {
        return names.isEmpty() ? "" : names.get(0);
    }

    /** A child by its number. */
    public SyntaxNode child(int index) {
        return children.get(index);
    }
}
