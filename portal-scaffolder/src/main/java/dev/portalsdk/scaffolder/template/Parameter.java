package dev.portalsdk.scaffolder.template;

import java.util.Optional;

/** A parameter of a macro, with its default if it has one. */
record Parameter(String name, Optional<Expr> defaultValue) {}
