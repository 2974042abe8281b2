package dev.portalsdk.scaffolder.template;

import dev.portalsdk.scaffolder.template.Methods.Method;
import java.util.Map;

/** Methods of JavaScript's numbers, objects and regular expressions. */
final class OtherMethods {
    static final Map<String, Method<Double>> OF_NUMBERS = Map.of(
            "toFixed",
            (number, arguments, budget) -> Js.toFixed(number, Js.integer(orZero(arguments), budget)),
            "toString",
            OtherMethods::toRadix);

    static final Map<String, Method<JsObject>> OF_OBJECTS = Map.of(
            "hasOwnProperty", (object, arguments, budget) -> object.has(Js.text(arguments.at(0), budget)),
            "toString", (object, arguments, budget) -> Js.text(object, budget));

    static final Map<String, Method<JsRegExp>> OF_REGEXES =
            Map.of("test", (regex, arguments, budget) -> regex.matcher(Js.text(arguments.at(0), budget), budget)
                    .find());

    static final Map<String, Method<Object>> OF_ALL =
            Map.of("toString", (value, arguments, budget) -> Js.text(value, budget));

    private OtherMethods() {}

    private static Object orZero(Arguments arguments) {
        return arguments.at(0) == Undefined.UNDEFINED ? 0.0 : arguments.at(0);
    }

    private static Object toRadix(Double number, Arguments arguments, Budget budget) {
        int radix = arguments.at(0) == Undefined.UNDEFINED ? 10 : Js.integer(arguments.at(0), budget);
        if (radix < 2 || radix > 36) {
            throw new EvaluationFailure("toString takes a radix of 2 to 36, not " + radix);
        }
        boolean integral = number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE;
        return radix == 10 || !integral ? Js.number(number) : Long.toString(number.longValue(), radix);
    }
}
