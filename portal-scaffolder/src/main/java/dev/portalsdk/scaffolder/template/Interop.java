package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between values, which are immutable and shared, and what a template works on, which is its own. */
final class Interop {
    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    private Interop() {}

    static Object fromValue(Value value) {
        if (value instanceof Value.Str text) {
            return text.value();
        }
        if (value instanceof Value.Obj object) {
            return JsObject.of(object);
        }
        if (value instanceof Value.Arr array) {
            List<Object> items = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                items.add(fromValue(array.get(i)));
            }
            return new JsArray(items);
        }
        if (value instanceof Value.Num number) {
            return number.doubleValue();
        }
        return value instanceof Value.Bool bool ? (Object) bool.value() : Value.Null.NULL;
    }

    /** @return empty for undefined */
    static Optional<Value> toValue(Object js, Budget budget) {
        return js == Undefined.UNDEFINED ? Optional.empty() : Optional.of(value(js, budget, 0));
    }

    private static Value value(Object js, Budget budget, int depth) {
        budget.step();
        budget.depth(depth);
        if (js instanceof String || js instanceof SafeText) {
            return Value.Str.of(js.toString());
        }
        if (js instanceof Double number) {
            return number(number);
        }
        if (js instanceof Boolean bool) {
            return bool ? Value.Bool.TRUE : Value.Bool.FALSE;
        }
        if (js instanceof JsArray array) {
            List<Value> items = new ArrayList<>(array.size());
            for (Object item : array.items()) {
                items.add(item == Undefined.UNDEFINED ? Value.Null.NULL : value(item, budget, depth + 1));
            }
            return Value.Arr.of(items);
        }
        if (js instanceof JsObject object) {
            return object(object, budget, depth);
        }
        return js instanceof JsRegExp ? Value.Obj.empty() : scalar(js);
    }

    private static Value object(JsObject object, Budget budget, int depth) {
        Value.Obj untouched = object.untouched();
        if (untouched != null) {
            return untouched;
        }
        Value.Obj.Builder copy = Value.Obj.builder();
        for (String key : object.keys()) {
            Object child = object.get(key);
            if (child != Undefined.UNDEFINED) {
                copy.put(key, value(child, budget, depth + 1));
            }
        }
        return copy.build();
    }

    private static Value scalar(Object js) {
        if (js == Value.Null.NULL) {
            return Value.Null.NULL;
        }
        throw new EvaluationFailure("a function is no value; call it with ()");
    }

    private static Value number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Value.Null.NULL;
        }
        boolean integral = number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER;
        return integral ? Value.Num.of((long) number) : Value.Num.of(number);
    }
}
