package dev.portalsdk.scaffolder.template;

import java.util.List;
import java.util.Optional;

/** A piece of a template that prints something or changes a variable; as immutable as {@link Expr}. */
sealed interface Statement {

    void render(Rendering rendering);

    record Text(String text) implements Statement {
        @Override
        public void render(Rendering rendering) {
            rendering.print(text);
        }
    }

    /** {@code ${{ value }}}. */
    record Output(Expr value) implements Statement {
        @Override
        public void render(Rendering rendering) {
            Object result = value.evaluate(rendering);
            rendering.step(value.at());
            rendering.print(Js.printed(result, rendering.budget()));
        }
    }

    record If(List<Branch> branches, Block otherwise) implements Statement {
        record Branch(Expr condition, Block body) {}

        @Override
        public void render(Rendering rendering) {
            for (Branch branch : branches) {
                if (Js.truthy(branch.condition().evaluate(rendering))) {
                    branch.body().render(rendering);
                    return;
                }
            }
            otherwise.render(rendering);
        }
    }

    /** {@code for name in list}, {@code for key, value in object}, {@code for a, b in listOfLists}. */
    record For(int at, List<String> names, Expr items, Block body, Block otherwise) implements Statement {
        @Override
        public void render(Rendering rendering) {
            Object over = items.evaluate(rendering);
            rendering.step(at);
            Frame outer = rendering.frame();
            rendering.enter(new Frame(outer));
            try {
                if (!iterate(Loop.of(over, names.size(), rendering.budget()), rendering)) {
                    otherwise.render(rendering);
                }
            } finally {
                rendering.enter(outer);
            }
        }

        private boolean iterate(Loop loop, Rendering rendering) {
            Frame frame = rendering.frame();
            while (loop.next()) {
                rendering.step(at);
                for (int i = 0; i < names.size(); i++) {
                    frame.set(names.get(i), loop.value(i, rendering.budget()));
                }
                frame.set("loop", loop.variable());
                body.render(rendering);
            }
            return !loop.isEmpty();
        }
    }

    record Set(List<String> names, Expr value) implements Statement {
        @Override
        public void render(Rendering rendering) {
            Object result = value.evaluate(rendering);
            names.forEach(name -> rendering.assign(name, result));
        }
    }

    /** {@code set name}…{@code endset}. */
    record SetBlock(List<String> names, Block body) implements Statement {
        @Override
        public void render(Rendering rendering) {
            String result = rendering.capture(body);
            names.forEach(name -> rendering.assign(name, result));
        }
    }

    record Macro(String name, List<Parameter> parameters, Block body) implements Statement {
        @Override
        public void render(Rendering rendering) {
            rendering.assign(name, (Callable)
                    (arguments, current) -> current.macro(current.topFrame(), parameters, arguments, body));
        }
    }

    /** {@code filter name}…{@code endfilter}. */
    record FilterBlock(int at, String name, Expr.ArgumentList arguments, Block body) implements Statement {
        @Override
        public void render(Rendering rendering) {
            String text = rendering.capture(body);
            Object result = rendering.filter(at, name, arguments.evaluate(text, rendering));
            rendering.print(Js.printed(result, rendering.budget()));
        }
    }

    /** Cases without a body fall through to the next. */
    record Switch(Expr subject, List<Case> cases, Block otherwise) implements Statement {
        record Case(Expr value, Block body) {}

        @Override
        public void render(Rendering rendering) {
            Object searched = subject.evaluate(rendering);
            boolean matched = false;
            for (Case candidate : cases) {
                matched =
                        matched || Js.strictlyEqual(searched, candidate.value().evaluate(rendering));
                if (matched && !candidate.body().isEmpty()) {
                    candidate.body().render(rendering);
                    return;
                }
            }
            otherwise.render(rendering);
        }
    }

    /** A block that nothing can override, because templates cannot extend others: its content with variables of its own. */
    record Scoped(Block body) implements Statement {
        @Override
        public void render(Rendering rendering) {
            Frame outer = rendering.frame();
            rendering.enter(Frame.isolated(outer));
            try {
                body.render(rendering);
            } finally {
                rendering.enter(outer);
            }
        }
    }

    /** The sole expression of a template that is nothing else. */
    static Optional<Expr> soleExpression(Block block) {
        return block.statements().size() == 1 && block.statements().get(0) instanceof Output output
                ? Optional.of(output.value())
                : Optional.empty();
    }
}
