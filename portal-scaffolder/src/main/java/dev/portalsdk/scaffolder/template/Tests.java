package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can stand behind {@code is}. */
final class Tests {
    @FunctionalInterface
    private interface Test {
        boolean test(Object value, Object argument, Budget budget);
    }

    private static final Test EQUAL = (value, argument, budget) -> Js.strictlyEqual(value, argument);
    private static final Test GREATER = (value, argument, budget) -> Js.compare(value, argument, budget) > 0;
    private static final Test LESS = (value, argument, budget) -> Js.compare(value, argument, budget) < 0;

    private static final Map<String, Test> ALL = Map.ofEntries(
            Map.entry("callable", (value, argument, budget) -> value instanceof Callable),
            Map.entry("defined", (value, argument, budget) -> value != Undefined.UNDEFINED),
            Map.entry(
                    "divisibleby",
                    (value, argument, budget) -> Js.number(value, budget) % Js.number(argument, budget) == 0),
            Map.entry("eq", EQUAL),
            Map.entry("equalto", EQUAL),
            Map.entry("escaped", (value, argument, budget) -> value instanceof SafeText),
            Map.entry("even", (value, argument, budget) -> Js.number(value, budget) % 2 == 0),
            Map.entry("falsy", (value, argument, budget) -> !Js.truthy(value)),
            Map.entry("ge", (value, argument, budget) -> Js.compare(value, argument, budget) >= 0),
            Map.entry("greaterthan", GREATER),
            Map.entry("gt", GREATER),
            Map.entry("iterable", (value, argument, budget) -> isIterable(value)),
            Map.entry("le", (value, argument, budget) -> Js.compare(value, argument, budget) <= 0),
            Map.entry("lessthan", LESS),
            Map.entry("lower", (value, argument, budget) -> text(value)
                    .equals(text(value).toLowerCase(Locale.ROOT))),
            Map.entry("lt", LESS),
            Map.entry("mapping", (value, argument, budget) -> value instanceof JsObject),
            Map.entry("ne", (value, argument, budget) -> !Js.strictlyEqual(value, argument)),
            Map.entry("null", (value, argument, budget) -> value == Value.Null.NULL),
            Map.entry("number", (value, argument, budget) -> value instanceof Double),
            Map.entry("odd", (value, argument, budget) -> Js.number(value, budget) % 2 == 1),
            Map.entry("sameas", EQUAL),
            Map.entry("string", (value, argument, budget) -> Js.isText(value)),
            Map.entry("truthy", (value, argument, budget) -> Js.truthy(value)),
            Map.entry("undefined", (value, argument, budget) -> value == Undefined.UNDEFINED),
            Map.entry("upper", (value, argument, budget) -> text(value)
                    .equals(text(value).toUpperCase(Locale.ROOT))));

    private Tests() {}

    /** @param arguments the value first, then what is in parentheses */
    static boolean apply(String name, Arguments arguments, Budget budget) {
        @Nullable Test test = ALL.get(name);
        if (test == null) {
            throw new EvaluationFailure(Known.unknown("test", name, names()));
        }
        return test.test(arguments.at(0), arguments.at(1), budget);
    }

    static Set<String> names() {
        return new TreeSet<>(ALL.keySet());
    }

    private static boolean isIterable(Object value) {
        if (Js.isNullish(value)) {
            throw new EvaluationFailure("'iterable' cannot be asked of " + Js.kind(value));
        }
        return value instanceof JsArray || Js.isText(value);
    }

    private static String text(Object value) {
        if (Js.isText(value)) {
            return value.toString();
        }
        throw new EvaluationFailure("upper or lower case can be asked of text, not of " + Js.kind(value));
    }
}
