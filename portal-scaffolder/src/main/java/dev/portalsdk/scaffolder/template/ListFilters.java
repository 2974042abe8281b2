package dev.portalsdk.scaffolder.template;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** Filters over lists and objects, as in Nunjucks 3.2. */
final class ListFilters {
    static final Map<String, Callable> ALL = Map.ofEntries(
            Map.entry("batch", ListFilters::batch),
            Map.entry("dictsort", ListFilters::dictSort),
            Map.entry("first", (args, r) -> Members.get(some(args.at(0), "first"), 0.0, r.budget())),
            Map.entry("groupby", ListFilters::groupBy),
            Map.entry("join", ListFilters::join),
            Map.entry("last", (args, r) -> {
                Object input = some(args.at(0), "last");
                return Members.get(input, length(input) - 1, r.budget());
            }),
            Map.entry("length", (args, r) -> lengthOrUndefined(args.at(0))),
            Map.entry("list", (args, r) -> list(args.at(0), r.budget())),
            Map.entry("random", ListFilters::random),
            Map.entry("reject", (args, r) -> select(args, false, r)),
            Map.entry("rejectattr", (args, r) -> selectAttribute(args, false, r)),
            Map.entry("reverse", ListFilters::reverse),
            Map.entry("select", (args, r) -> select(args, true, r)),
            Map.entry("selectattr", (args, r) -> selectAttribute(args, true, r)),
            Map.entry("slice", ListFilters::slice),
            Map.entry("sort", ListFilters::sort),
            Map.entry("sum", ListFilters::sum));

    private ListFilters() {}

    private static Object some(Object value, String filter) {
        if (Js.isNullish(value)) {
            throw new EvaluationFailure("'" + filter + "' cannot be applied to " + Js.kind(value)
                    + "; put '| default([])' before it if it may be absent");
        }
        return value;
    }

    private static JsArray array(Object value, String filter) {
        if (value instanceof JsArray array) {
            return array;
        }
        throw new EvaluationFailure("'" + filter + "' takes a list, not " + Js.kind(value));
    }

    /** The elements of a list, the UTF-16 units of a text; nothing of what has no elements. */
    private static List<Object> elements(Object value, String filter, Budget budget) {
        return sequence(some(value, filter), budget);
    }

    private static List<Object> sequence(Object value, Budget budget) {
        if (value instanceof JsArray array) {
            budget.steps(array.size());
            return array.items();
        }
        List<Object> units = new ArrayList<>();
        String text = Js.isText(value) ? value.toString() : "";
        budget.listSize(text.length());
        budget.steps(text.length());
        for (int i = 0; i < text.length(); i++) {
            units.add(text.substring(i, i + 1));
        }
        return units;
    }

    private static double length(Object value) {
        return lengthOrUndefined(value) instanceof Double length ? length : 0;
    }

    private static Object lengthOrUndefined(Object value) {
        if (value instanceof JsObject object) {
            return (double) object.size();
        }
        boolean nothing = Js.isNullish(value) || Boolean.FALSE.equals(value);
        return nothing ? 0.0 : Members.get(value, "length");
    }

    private static JsArray list(Object value, Budget budget) {
        if (Js.isText(value)) {
            return new JsArray(sequence(value, budget));
        }
        if (value instanceof JsObject object) {
            budget.steps(object.size());
            List<Object> entries = new ArrayList<>(object.size());
            for (String key : object.keys()) {
                JsObject entry = new JsObject();
                entry.put("key", key);
                entry.put("value", object.get(key));
                entries.add(entry);
            }
            return new JsArray(entries);
        }
        return array(value, "list");
    }

    private static Object batch(Arguments args, Rendering rendering) {
        int size = Js.integer(args.at(1), rendering.budget());
        List<Object> batches = new ArrayList<>();
        List<Object> batch = new ArrayList<>();
        for (Object item : elements(args.at(0), "batch", rendering.budget())) {
            if (!batch.isEmpty() && batch.size() % Math.max(1, size) == 0 && size > 0) {
                batches.add(new JsArray(batch));
                batch = new ArrayList<>();
            }
            batch.add(item);
        }
        if (!batch.isEmpty()) {
            rendering.budget().listSize(size);
            while (Js.truthy(args.at(2)) && batch.size() < size) {
                batch.add(args.at(2));
            }
            batches.add(new JsArray(batch));
        }
        return new JsArray(batches);
    }

    private static Object slice(Arguments args, Rendering rendering) {
        Object input = some(args.at(0), "slice");
        int count = Js.integer(args.at(1), rendering.budget());
        if (count < 1) {
            throw new EvaluationFailure("'slice' takes the number of slices, at least 1");
        }
        rendering.budget().listSize(count);
        return Js.isText(input)
                ? slices(input.toString(), count)
                : slices(array(input, "slice").items(), count, args.at(2));
    }

    private static JsArray slices(String text, int count) {
        int size = text.length() / count;
        int longer = text.length() % count;
        List<Object> slices = new ArrayList<>();
        for (int i = 0, from = 0; i < count; i++) {
            int to = from + size + (i < longer ? 1 : 0);
            slices.add(text.substring(from, to));
            from = to;
        }
        return new JsArray(slices);
    }

    private static JsArray slices(List<Object> items, int count, Object filler) {
        int size = items.size() / count;
        int longer = items.size() % count;
        List<Object> slices = new ArrayList<>();
        for (int i = 0, from = 0; i < count; i++) {
            int to = from + size + (i < longer ? 1 : 0);
            JsArray slice = JsArray.copyOf(items.subList(from, to));
            if (Js.truthy(filler) && i >= longer) {
                slice.items().add(filler);
            }
            slices.add(slice);
            from = to;
        }
        return new JsArray(slices);
    }

    private static Object join(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        List<Object> items = array(some(args.at(0), "join"), "join").items();
        String separator = Js.truthy(args.at(1)) ? Js.text(args.at(1), budget) : "";
        if (Js.truthy(args.at(2))) {
            items = attributes(items, args.at(2), budget);
        }
        Budget.Text joined = budget.text();
        Js.join(items, separator, joined, budget, 0);
        return joined.toString();
    }

    private static List<Object> attributes(List<Object> items, Object name, Budget budget) {
        String key = Members.key(name, budget);
        List<Object> values = new ArrayList<>(items.size());
        items.forEach(item -> values.add(attribute(item, key)));
        return values;
    }

    private static Object sum(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        List<Object> items = array(some(args.at(0), "sum"), "sum").items();
        if (Js.truthy(args.at(1))) {
            items = attributes(items, args.at(1), budget);
        }
        Object total = 0.0;
        for (Object item : items) {
            budget.step();
            total = Js.add(total, item, budget);
        }
        return Js.add(args.at(2) == Undefined.UNDEFINED ? 0.0 : args.at(2), total, budget);
    }

    private static Object reverse(Arguments args, Rendering rendering) {
        Object input = args.at(0);
        if (Js.isText(input)) {
            return TextFilters.like(
                    input, new StringBuilder(input.toString()).reverse().toString());
        }
        JsArray reversed = JsArray.copyOf(sequence(input, rendering.budget()));
        Collections.reverse(reversed.items());
        return reversed;
    }

    private static Object random(Arguments args, Rendering rendering) {
        List<Object> items = elements(args.at(0), "random", rendering.budget());
        return items.isEmpty() ? Undefined.UNDEFINED : items.get(new SecureRandom().nextInt(items.size()));
    }

    private static Object select(Arguments args, boolean expected, Rendering rendering) {
        String test = args.at(1) == Undefined.UNDEFINED ? "truthy" : Js.text(args.at(1), rendering.budget());
        return filtered(
                elements(args.at(0), "select", rendering.budget()),
                item -> Tests.apply(test, Arguments.of(item, args.at(2)), rendering.budget()) == expected,
                rendering.budget());
    }

    private static Object selectAttribute(Arguments args, boolean expected, Rendering rendering) {
        String name = Members.key(args.at(1), rendering.budget());
        return filtered(
                array(some(args.at(0), "selectattr"), "selectattr").items(),
                item -> Js.truthy(attribute(item, name)) == expected,
                rendering.budget());
    }

    private static JsArray filtered(List<Object> items, Predicate<Object> condition, Budget budget) {
        List<Object> kept = new ArrayList<>();
        for (Object item : items) {
            budget.step();
            if (condition.test(item)) {
                kept.add(item);
            }
        }
        return new JsArray(kept);
    }

    /** {@code a.b.c} of an item; undefined as soon as a part is missing. */
    private static Object path(Object item, String path) {
        Object value = item;
        for (String part : path.split("\\.", -1)) {
            ReservedNames.refuse(part);
            value = attribute(value, part);
            if (value == Undefined.UNDEFINED) {
                return value;
            }
        }
        return value;
    }

    private static Object attribute(Object item, String name) {
        if (Js.isNullish(item)) {
            throw new EvaluationFailure("an element is " + Js.kind(item) + " and has no '" + name + "'");
        }
        return Members.get(item, name);
    }

    private static Object groupBy(Arguments args, Rendering rendering) {
        String attribute = Js.text(args.at(1), rendering.budget());
        Map<String, Object> groups = new LinkedHashMap<>();
        for (Object item : elements(args.at(0), "groupby", rendering.budget())) {
            rendering.budget().step();
            String key = Js.text(path(item, attribute), rendering.budget());
            if (groups.computeIfAbsent(key, name -> JsArray.empty()) instanceof JsArray group) {
                group.items().add(item);
            }
        }
        return JsObject.of(groups);
    }

    private static Object sort(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        boolean reverse = Js.truthy(args.at(1, "reverse"));
        boolean caseSensitive = Js.truthy(args.at(2, "case_sensitive"));
        Object attribute = args.at(3, "attribute");
        JsArray sorted = JsArray.copyOf(sequence(args.at(0), budget));
        String path = Js.truthy(attribute) ? Js.text(attribute, budget) : "";
        Comparator<Object> order = (a, b) -> {
            budget.step();
            Object x = folded(path.isEmpty() ? a : path(a, path), caseSensitive);
            Object y = folded(path.isEmpty() ? b : path(b, path), caseSensitive);
            double result = Js.compare(x, y, budget);
            return result < 0 ? (reverse ? 1 : -1) : result > 0 ? (reverse ? -1 : 1) : 0;
        };
        return sorted(sorted, order);
    }

    private static Object folded(Object value, boolean caseSensitive) {
        return !caseSensitive && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static Object dictSort(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        if (!(args.at(0) instanceof JsObject object)) {
            throw new EvaluationFailure("'dictsort' takes an object, not " + Js.kind(args.at(0)));
        }
        boolean caseSensitive = Js.truthy(args.at(1));
        double by = by(args.at(2));
        JsArray entries = JsArray.empty();
        object.keys().forEach(key -> entries.items().add(JsArray.of(key, object.get(key))));
        return sorted(entries, (a, b) -> {
            budget.step();
            Object x = upper(Members.get(a, by, budget), caseSensitive);
            Object y = upper(Members.get(b, by, budget), caseSensitive);
            return Js.compare(x, y, budget) > 0 ? 1 : Js.strictlyEqual(x, y) ? 0 : -1;
        });
    }

    private static double by(Object what) {
        if (what == Undefined.UNDEFINED || "key".equals(what)) {
            return 0;
        }
        if ("value".equals(what)) {
            return 1;
        }
        throw new EvaluationFailure("'dictsort' sorts by 'key' or 'value'");
    }

    private static Object upper(Object value, boolean caseSensitive) {
        return !caseSensitive && value instanceof String text ? text.toUpperCase(Locale.ROOT) : value;
    }

    /** Sorts with Java's merge sort, whose answers for what cannot be compared are those of V8's. */
    private static JsArray sorted(JsArray list, Comparator<Object> order) {
        try {
            list.items().sort(order);
            return list;
        } catch (IllegalArgumentException e) {
            throw new EvaluationFailure("these values have no order", e);
        }
    }
}
