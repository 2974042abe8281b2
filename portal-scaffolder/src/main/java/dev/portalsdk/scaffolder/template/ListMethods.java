package dev.portalsdk.scaffolder.template;

import dev.portalsdk.scaffolder.template.Methods.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Methods of JavaScript's arrays that take no function. */
final class ListMethods {
    static final Map<String, Method<JsArray>> ALL = Map.ofEntries(
            Map.entry("at", (list, args, budget) -> {
                int index = Js.integer(args.at(0), budget);
                return list.get(index < 0 ? index + list.size() : index);
            }),
            Map.entry("concat", ListMethods::concat),
            Map.entry("flat", (list, args, budget) -> {
                List<Object> flat = new ArrayList<>();
                flatten(list, args.at(0) == Undefined.UNDEFINED ? 1 : Js.integer(args.at(0), budget), flat, budget);
                return new JsArray(flat);
            }),
            Map.entry("includes", (list, args, budget) -> Members.indexOf(list, args.at(0)) >= 0),
            Map.entry("indexOf", (list, args, budget) -> (double) Members.indexOf(list, args.at(0))),
            Map.entry("join", (list, args, budget) -> {
                Budget.Text joined = budget.text();
                String separator = args.at(0) == Undefined.UNDEFINED ? "," : Js.text(args.at(0), budget);
                Js.join(list.items(), separator, joined, budget, 0);
                return joined.toString();
            }),
            Map.entry("lastIndexOf", (list, args, budget) -> {
                JsArray reversed = JsArray.copyOf(list.items());
                Collections.reverse(reversed.items());
                int index = Members.indexOf(reversed, args.at(0));
                return index < 0 ? -1.0 : (double) (list.size() - 1 - index);
            }),
            Map.entry("pop", (list, args, budget) -> removed(list, list.size() - 1)),
            Map.entry("push", (list, args, budget) -> added(list, list.size(), args, budget)),
            Map.entry("reverse", (list, args, budget) -> {
                Collections.reverse(list.items());
                return list;
            }),
            Map.entry("shift", (list, args, budget) -> removed(list, 0)),
            Map.entry("slice", (list, args, budget) -> {
                int from = TextMethods.relative(args.at(0), 0, list.size(), budget);
                int to = TextMethods.relative(args.at(1), list.size(), list.size(), budget);
                return from < to ? JsArray.copyOf(list.items().subList(from, to)) : JsArray.empty();
            }),
            Map.entry("toString", (list, args, budget) -> Js.text(list, budget)),
            Map.entry("unshift", (list, args, budget) -> added(list, 0, args, budget)));

    private ListMethods() {}

    private static Object removed(JsArray list, int index) {
        return list.items().isEmpty() ? Undefined.UNDEFINED : list.items().remove(index);
    }

    static Object added(JsArray list, int index, Arguments args, Budget budget) {
        budget.listSize((long) list.size() + args.count());
        list.items().addAll(index, args.positional());
        return (double) list.size();
    }

    private static Object concat(JsArray list, Arguments args, Budget budget) {
        List<Object> items = new ArrayList<>(list.items());
        for (Object more : args.positional()) {
            if (more instanceof JsArray other) {
                items.addAll(other.items());
            } else {
                items.add(more);
            }
            budget.listSize(items.size());
        }
        return new JsArray(items);
    }

    private static void flatten(JsArray list, int depth, List<Object> to, Budget budget) {
        for (Object item : list.items()) {
            budget.step();
            if (item instanceof JsArray nested && depth > 0) {
                flatten(nested, Math.min(depth, budget.limits().nesting()) - 1, to, budget);
            } else {
                to.add(item);
                budget.listSize(to.size());
            }
        }
    }
}
