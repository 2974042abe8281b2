package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An expression: a node of the tree that the parser makes once and any number of threads evaluate. */
// One method per node instead of a visitor: a switch over sealed types needs Java 21, and the tree is closed within
// this package.
sealed interface Expr {

    /** Offset in the template's text. */
    int at();

    Object evaluate(Rendering rendering);

    record Constant(int at, Object value) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            return value;
        }
    }

    record Name(int at, String name) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            rendering.step(at);
            return rendering.lookup(name);
        }
    }

    /** {@code target.name} and {@code target["name"]}. */
    record Member(int at, Expr target, String name) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object object = target.evaluate(rendering);
            rendering.step(at);
            return Members.get(object, name);
        }
    }

    /** {@code target[key]} with a key that is not known before. */
    record Subscript(int at, Expr target, Expr key) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object object = target.evaluate(rendering);
            Object index = key.evaluate(rendering);
            rendering.step(at);
            return Members.get(object, index, rendering.budget());
        }
    }

    /** {@code target[start:stop:step]}. */
    record Slice(int at, Expr target, Optional<Expr> start, Optional<Expr> stop, Optional<Expr> step) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object object = target.evaluate(rendering);
            Optional<Double> from = bound(start, rendering);
            Optional<Double> to = bound(stop, rendering);
            double by = bound(step, rendering).orElse(1.0);
            rendering.step(at);
            return Members.slice(object, from, to, by, rendering.budget());
        }

        private static Optional<Double> bound(Optional<Expr> bound, Rendering rendering) {
            return bound.map(expr -> Js.number(expr.evaluate(rendering), rendering.budget()));
        }
    }

    /** Arguments as they are written. */
    record ArgumentList(List<Expr> positional, Map<String, Expr> named) {
        static final ArgumentList NONE = new ArgumentList(List.of(), Map.of());

        Arguments evaluate(Rendering rendering) {
            List<Object> values = new ArrayList<>(positional.size());
            return evaluate(values, rendering);
        }

        /** With a first argument that is not written among them. */
        Arguments evaluate(Object first, Rendering rendering) {
            List<Object> values = new ArrayList<>(positional.size() + 1);
            values.add(first);
            return evaluate(values, rendering);
        }

        private Arguments evaluate(List<Object> values, Rendering rendering) {
            for (Expr expr : positional) {
                values.add(expr.evaluate(rendering));
            }
            if (named.isEmpty()) {
                return new Arguments(values, Map.of());
            }
            Map<String, Object> names = new LinkedHashMap<>();
            named.forEach((name, expr) -> names.put(name, expr.evaluate(rendering)));
            return new Arguments(values, names);
        }
    }

    record Call(int at, Expr function, ArgumentList arguments) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            if (function instanceof Member member) {
                Object receiver = member.target().evaluate(rendering);
                return call(receiver, member.name(), rendering);
            }
            if (function instanceof Subscript subscript) {
                Object receiver = subscript.target().evaluate(rendering);
                Object key = subscript.key().evaluate(rendering);
                return call(receiver, Members.key(key, rendering.budget()), rendering);
            }
            Object callee = function.evaluate(rendering);
            Arguments given = arguments.evaluate(rendering);
            rendering.step(at);
            if (callee instanceof Callable callable) {
                return callable.call(given, rendering);
            }
            throw new EvaluationFailure(rendering.notCallable(describe(function), callee));
        }

        private Object call(Object receiver, String name, Rendering rendering) {
            Arguments given = arguments.evaluate(rendering);
            rendering.step(at);
            if (receiver instanceof JsObject object && object.get(name) instanceof Callable callable) {
                return callable.call(given, rendering);
            }
            return Methods.call(receiver, name, given, rendering);
        }

        private static String describe(Expr expr) {
            return expr instanceof Name name ? "'" + name.name() + "'" : "this expression";
        }
    }

    record Filter(int at, Expr input, String name, ArgumentList arguments) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object value = input.evaluate(rendering);
            Arguments given = arguments.evaluate(value, rendering);
            return rendering.filter(at, name, given);
        }
    }

    /** {@code input is name}. */
    record Test(int at, Expr input, String name, ArgumentList arguments) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object value = input.evaluate(rendering);
            Arguments given = arguments.evaluate(value, rendering);
            rendering.step(at);
            return Tests.apply(name, given, rendering.budget());
        }
    }

    record Not(int at, Expr operand) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            return !Js.truthy(operand.evaluate(rendering));
        }
    }

    record Negative(int at, Expr operand) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            return -Js.number(operand.evaluate(rendering), rendering.budget());
        }
    }

    record Positive(int at, Expr operand) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            return Js.number(operand.evaluate(rendering), rendering.budget());
        }
    }

    record Power(int at, Expr base, Expr exponent) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            double number = Js.number(base.evaluate(rendering), rendering.budget());
            return Math.pow(number, Js.number(exponent.evaluate(rendering), rendering.budget()));
        }
    }

    record Floor(int at, Expr operand) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            return Math.floor(Js.number(operand.evaluate(rendering), rendering.budget()));
        }
    }

    /** Operators of one rank, from left to right. */
    record Chain(int at, Expr first, List<Link> links) implements Expr {
        record Link(char operator, Expr operand) {}

        @Override
        public Object evaluate(Rendering rendering) {
            Object result = first.evaluate(rendering);
            for (Link link : links) {
                Object operand = link.operand().evaluate(rendering);
                rendering.step(link.operand().at());
                result = apply(link.operator(), result, operand, rendering.budget());
            }
            return result;
        }

        private static Object apply(char operator, Object left, Object right, Budget budget) {
            return switch (operator) {
                case '+' -> Js.add(left, right, budget);
                case '~' -> Js.concat(Js.text(left, budget), Js.text(right, budget), budget);
                case '-' -> Js.number(left, budget) - Js.number(right, budget);
                case '*' -> Js.number(left, budget) * Js.number(right, budget);
                case '/' -> Js.number(left, budget) / Js.number(right, budget);
                default -> Js.number(left, budget) % Js.number(right, budget);
            };
        }
    }

    record Compare(int at, String operator, Expr left, Expr right) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object a = left.evaluate(rendering);
            Object b = right.evaluate(rendering);
            rendering.step(at);
            Budget budget = rendering.budget();
            return switch (operator) {
                case "==" -> Js.looselyEqual(a, b, budget);
                case "!=" -> !Js.looselyEqual(a, b, budget);
                case "===" -> Js.strictlyEqual(a, b);
                case "!==" -> !Js.strictlyEqual(a, b);
                case "<" -> Js.compare(a, b, budget) < 0;
                case ">" -> Js.compare(a, b, budget) > 0;
                case "<=" -> Js.compare(a, b, budget) <= 0;
                default -> Js.compare(a, b, budget) >= 0;
            };
        }
    }

    record And(int at, List<Expr> operands) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object result = true;
            for (Expr operand : operands) {
                result = operand.evaluate(rendering);
                if (!Js.truthy(result)) {
                    return result;
                }
            }
            return result;
        }
    }

    record Or(int at, List<Expr> operands) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object result = false;
            for (Expr operand : operands) {
                result = operand.evaluate(rendering);
                if (Js.truthy(result)) {
                    return result;
                }
            }
            return result;
        }
    }

    record In(int at, Expr element, Expr container) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object searched = element.evaluate(rendering);
            Object within = container.evaluate(rendering);
            rendering.step(at);
            return Members.contains(within, searched, rendering.budget());
        }
    }

    /** {@code then if condition else otherwise}; without else it is the empty text. */
    record Conditional(int at, Expr condition, Expr then, Optional<Expr> otherwise) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            if (Js.truthy(condition.evaluate(rendering))) {
                return then.evaluate(rendering);
            }
            return otherwise.isPresent() ? otherwise.get().evaluate(rendering) : "";
        }
    }

    /** {@code (a, b)}: the last of them. A node of its own also around one, because {@code not} stops at parentheses. */
    record Group(int at, List<Expr> elements) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Object last = Undefined.UNDEFINED;
            for (Expr element : elements) {
                last = element.evaluate(rendering);
            }
            return last;
        }
    }

    record ListLiteral(int at, List<Expr> elements) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            List<Object> items = new ArrayList<>(elements.size());
            for (Expr element : elements) {
                rendering.step(at);
                items.add(element.evaluate(rendering));
            }
            return new JsArray(items);
        }
    }

    record ObjectLiteral(int at, Map<String, Expr> entries) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            JsObject object = new JsObject();
            entries.forEach((key, value) -> {
                rendering.step(at);
                object.put(key, value.evaluate(rendering));
            });
            return object;
        }
    }

    /** The body of a call block, which its macro calls as {@code caller()}. */
    record CallerBody(int at, List<Parameter> parameters, Block body) implements Expr {
        @Override
        public Object evaluate(Rendering rendering) {
            Frame outer = rendering.frame();
            return (Callable) (arguments, current) -> current.macro(outer, parameters, arguments, body);
        }
    }
}
