package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is behind {@code a.b}, {@code a["b"]}, {@code a[1:2]} and {@code a in b}. */
final class Members {
    private Members() {}

    static Object get(Object object, String name) {
        if (object instanceof JsObject entries) {
            return entries.get(name);
        }
        if (object instanceof JsArray array) {
            return name.equals("length") ? (Object) (double) array.size() : array.get(index(name));
        }
        if (Js.isText(object)) {
            String text = object.toString();
            return name.equals("length") ? (Object) (double) text.length() : character(text, index(name));
        }
        return Undefined.UNDEFINED;
    }

    static Object get(Object object, Object key, Budget budget) {
        if (key instanceof Double index) {
            if (object instanceof JsArray array) {
                return array.get(index);
            }
            if (Js.isText(object)) {
                return character(object.toString(), index);
            }
        }
        return get(object, key(key, budget));
    }

    /** ToPropertyKey, without the names that are refused. */
    static String key(Object key, Budget budget) {
        String name = Js.text(key, budget);
        ReservedNames.refuse(name);
        return name;
    }

    private static double index(String name) {
        return !name.isEmpty() && name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(name)
                : -1;
    }

    private static Object character(String text, double index) {
        int at = (int) index;
        return at == index && at >= 0 && at < text.length() ? text.substring(at, at + 1) : Undefined.UNDEFINED;
    }

    // As installJinjaCompat of Nunjucks does it: the slice of a text is a list of its characters.
    static Object slice(Object object, Optional<Double> start, Optional<Double> stop, double step, Budget budget) {
        if (step == 0 || Double.isNaN(step)) {
            throw new EvaluationFailure("the step of a slice must not be 0");
        }
        double length = object instanceof JsArray || Js.isText(object) ? (Double) get(object, "length") : 0;
        double from = start.map(at -> at < 0 ? at + length : at).orElse(step < 0 ? length - 1 : 0);
        double to = stop.map(at -> at < 0 ? at + length : at).orElse(step < 0 ? -1 : length);
        List<Object> items = new ArrayList<>();
        for (double i = from; i >= 0 && i < length && (step > 0 ? i < to : i > to); i += step) {
            budget.step();
            budget.listSize(items.size() + 1L);
            items.add(get(object, i, budget));
        }
        return new JsArray(items);
    }

    static boolean contains(Object container, Object element, Budget budget) {
        if (container instanceof JsArray array) {
            return indexOf(array, element) >= 0;
        }
        if (Js.isText(container)) {
            return container.toString().contains(Js.text(element, budget));
        }
        if (container instanceof JsObject object) {
            return object.has(key(element, budget));
        }
        throw new EvaluationFailure("'in' looks into lists, texts and objects, not into " + Js.kind(container));
    }

    static int indexOf(JsArray array, Object element) {
        List<Object> items = array.items();
        for (int i = 0; i < items.size(); i++) {
            if (Js.strictlyEqual(items.get(i), element)) {
                return i;
            }
        }
        return -1;
    }
}
