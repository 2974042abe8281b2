package dev.portalsdk.scaffolder.template;

import java.util.List;

/** Statements in order. */
record Block(List<Statement> statements) {
    static final Block EMPTY = new Block(List.of());

    void render(Rendering rendering) {
        for (Statement statement : statements) {
            statement.render(rendering);
        }
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }
}
