package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.Methods.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What lists and objects can do in templates for cookiecutter: JavaScript's methods, and those of Python's lists and dictionaries. */
// As installJinjaCompat of Nunjucks 3.2; of equal names Python's wins.
final class PythonMethods {
    static final Map<String, Method<JsArray>> OF_LISTS = with(
            ListMethods.ALL,
            Map.of(
                    "append", (list, args, budget) -> ListMethods.added(list, list.size(), args, budget),
                    "count",
                            (list, args, budget) -> (double) list.items().stream()
                                    .filter(item -> Js.strictlyEqual(item, args.at(0)))
                                    .count(),
                    "find", (list, args, budget) -> (double) Members.indexOf(list, args.at(0)),
                    "index", (list, args, budget) -> (double) found(list, args),
                    "insert",
                            (list, args, budget) -> {
                                int index = TextMethods.relative(args.at(0), 0, list.size(), budget);
                                ListMethods.added(list, index, Arguments.of(args.at(1)), budget);
                                return JsArray.empty();
                            },
                    "pop", PythonMethods::pop,
                    "remove", (list, args, budget) -> JsArray.of(list.items().remove(found(list, args)))));

    static final Map<String, Method<JsObject>> OF_OBJECTS = with(
            OtherMethods.OF_OBJECTS,
            Map.of(
                    "get", (object, args, budget) -> orElse(object.get(key(args, budget)), args.at(1)),
                    "has_key", (object, args, budget) -> object.has(key(args, budget)),
                    "items", (object, args, budget) -> list(object.keys(), key -> JsArray.of(key, object.get(key))),
                    "keys", (object, args, budget) -> list(object.keys(), key -> key),
                    "pop", PythonMethods::pop,
                    "popitem", PythonMethods::popItem,
                    "setdefault", PythonMethods::setDefault,
                    "update", PythonMethods::update,
                    "values", (object, args, budget) -> list(object.keys(), object::get)));

    private PythonMethods() {}

    private static <T> Map<String, Method<T>> with(Map<String, Method<T>> methods, Map<String, Method<T>> more) {
        Map<String, Method<T>> all = new HashMap<>(methods);
        all.putAll(more);
        return Map.copyOf(all);
    }

    private interface Of {
        Object key(String key);
    }

    private static JsArray list(Collection<String> keys, Of element) {
        List<Object> items = new ArrayList<>(keys.size());
        keys.forEach(key -> items.add(element.key(key)));
        return new JsArray(items);
    }

    private static String key(Arguments args, Budget budget) {
        return Members.key(args.at(0), budget);
    }

    private static Object orElse(Object value, Object otherwise) {
        return value == Undefined.UNDEFINED ? otherwise : value;
    }

    private static int found(JsArray list, Arguments args) {
        int index = Members.indexOf(list, args.at(0));
        if (index < 0) {
            throw new EvaluationFailure("ValueError: the list does not hold this element");
        }
        return index;
    }

    /** Without an index the last element; with one a list of the element, as upstream. */
    private static Object pop(JsArray list, Arguments args, Budget budget) {
        if (args.at(0) == Undefined.UNDEFINED) {
            return list.items().isEmpty() ? Undefined.UNDEFINED : list.items().remove(list.size() - 1);
        }
        int index = Js.integer(args.at(0), budget);
        if (index < 0 || index >= list.size()) {
            throw new EvaluationFailure("KeyError: the list has " + list.size() + " elements, none at " + index);
        }
        return JsArray.of(list.items().remove(index));
    }

    private static Object pop(JsObject object, Arguments args, Budget budget) {
        Object removed = orElse(object.remove(key(args, budget)), args.at(1));
        if (removed == Undefined.UNDEFINED) {
            throw new EvaluationFailure("KeyError: the object has no key '" + key(args, budget) + "'");
        }
        return removed;
    }

    private static Object popItem(JsObject object, Arguments args, Budget budget) {
        String key = object.keys().stream()
                .findFirst()
                .orElseThrow(() -> new EvaluationFailure("KeyError: the object is empty"));
        return JsArray.of(key, object.remove(key));
    }

    private static Object setDefault(JsObject object, Arguments args, Budget budget) {
        String key = key(args, budget);
        if (!object.has(key)) {
            object.put(key, orElse(args.at(1), Value.Null.NULL));
        }
        return object.get(key);
    }

    private static Object update(JsObject object, Arguments args, Budget budget) {
        if (args.at(0) instanceof JsObject other) {
            other.keys().forEach(key -> object.put(key, other.get(key)));
        }
        return Value.Null.NULL;
    }
}
