package dev.portalsdk.scaffolder.template;

import java.util.Set;

/** A template that can be looked at without being rendered; what {@link NunjucksEngine} reads is one. Immutable. */
public interface SyntaxTree {

    /** The whole template, of kind {@link SyntaxNode.Kind#BLOCK}. */
    SyntaxNode root();

    /** The filters that the template can use. */
    Set<String> filterNames();

    /** The functions that the template can call, besides its own macros and what its data brings. */
    Set<String> functionNames();

    /** The tests that can stand behind {@code is}. */
    Set<String> testNames();
}
