package dev.portalsdk.scaffolder.template;

import java.util.Map;

/** Filters over numbers and over values of any type, as in Nunjucks 3.2. */
final class ValueFilters {
    static final Map<String, Callable> ALL = Map.ofEntries(
            Map.entry("abs", (args, r) -> Math.abs(Js.number(args.at(0), r.budget()))),
            Map.entry("d", ValueFilters::orDefault),
            Map.entry("default", ValueFilters::orDefault),
            Map.entry("dump", (args, r) -> Dump.of(args.at(0), args.at(1), r.budget())),
            Map.entry("float", (args, r) -> {
                double number = Js.parseFloat(Js.text(args.at(0), r.budget()));
                return Double.isNaN(number) ? args.at(1) : number;
            }),
            Map.entry("int", ValueFilters::toInteger),
            Map.entry("round", ValueFilters::round));

    private ValueFilters() {}

    private static Object orDefault(Arguments args, Rendering rendering) {
        Object value = args.at(0);
        boolean absent = Js.truthy(args.at(2)) ? !Js.truthy(value) : value == Undefined.UNDEFINED;
        return absent ? args.at(1) : value;
    }

    private static Object toInteger(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        Object base = args.at(2, "base");
        double radix = base == Undefined.UNDEFINED ? 10 : Js.number(base, budget);
        double number = Js.parseInt(Js.text(args.at(0), budget), radix);
        return Double.isNaN(number) ? args.at(1, "default") : number;
    }

    private static Object round(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        double number = Js.number(args.at(0), budget);
        double factor = Math.pow(10, Js.truthy(args.at(1)) ? Js.number(args.at(1), budget) : 0);
        double shifted = number * factor;
        Object method = args.at(2);
        double rounded = "ceil".equals(method)
                ? Math.ceil(shifted)
                : "floor".equals(method) ? Math.floor(shifted) : Js.round(shifted);
        return rounded / factor;
    }
}
