package dev.portalsdk.scaffolder.template;

/**
 * A template that can be looked at without being rendered; what {@link NunjucksEngine} and {@link HandlebarsEngine} read is one. Immutable.
 */
public interface SyntaxTree {

    /** The whole template, of kind {@link SyntaxNode.Kind#BLOCK}. */
    SyntaxNode root();

    /** What it can use. */
    Vocabulary vocabulary();
}
