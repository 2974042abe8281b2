package dev.portalsdk.scaffolder.template;

import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Methods that values have in a template: a closed list, looked up by the type of the value. */
final class Methods {
    /** A method of one type. */
    @FunctionalInterface
    interface Method<T> {
        Object call(T receiver, Arguments arguments, Budget budget);
    }

    private Methods() {}

    static Object call(Object receiver, String name, Arguments arguments, Rendering rendering) {
        Budget budget = rendering.budget();
        if (Js.isText(receiver)) {
            return call(TextMethods.ALL, receiver.toString(), name, arguments, budget);
        }
        if (receiver instanceof JsArray array) {
            return call(
                    rendering.isCookiecutter() ? PythonMethods.OF_LISTS : ListMethods.ALL,
                    array,
                    name,
                    arguments,
                    budget);
        }
        if (receiver instanceof JsObject object) {
            return call(
                    rendering.isCookiecutter() ? PythonMethods.OF_OBJECTS : OtherMethods.OF_OBJECTS,
                    object,
                    name,
                    arguments,
                    budget);
        }
        if (receiver instanceof Double number) {
            return call(OtherMethods.OF_NUMBERS, number, name, arguments, budget);
        }
        if (receiver instanceof JsRegExp regex) {
            return call(OtherMethods.OF_REGEXES, regex, name, arguments, budget);
        }
        return call(OtherMethods.OF_ALL, receiver, name, arguments, budget);
    }

    private static <T> Object call(
            Map<String, Method<T>> methods, T receiver, String name, Arguments arguments, Budget budget) {
        @Nullable Method<T> method = methods.get(name);
        if (method == null || Js.isNullish(receiver)) {
            String kind = Js.kind(receiver);
            throw new EvaluationFailure(
                    Js.isNullish(receiver)
                            ? "'" + name + "' cannot be called on " + kind
                            : kind + " has no method to call: "
                                    + Known.unknown("method", name, new TreeSet<>(methods.keySet())));
        }
        Object result = method.call(receiver, arguments, budget);
        budget.result(result);
        return result;
    }
}
