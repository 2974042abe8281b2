package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that every template has, as in Nunjucks, and those of a host. */
final class Functions {
    static final Map<String, Callable> BUILT_IN =
            Map.of("range", Functions::range, "cycler", Functions::cycler, "joiner", Functions::joiner);

    private Functions() {}

    /** A function or filter of a host's. */
    static Callable adapt(String name, TemplateFunction function) {
        return (arguments, rendering) -> {
            Optional<Value> result;
            try {
                result = function.call(arguments.toValues(rendering.budget()));
            } catch (EvaluationFailure | Budget.LimitReached e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EvaluationFailure("'" + name + "' was interrupted", e);
            } catch (Exception e) {
                throw new EvaluationFailure("'" + name + "' failed: " + e.getMessage(), e);
            }
            return result.map(Interop::fromValue).orElse(Undefined.UNDEFINED);
        };
    }

    private static Object range(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        boolean onlyStop = args.at(1) == Undefined.UNDEFINED;
        double start = onlyStop ? 0 : Js.number(args.at(0), budget);
        double stop = Js.number(args.at(onlyStop ? 0 : 1), budget);
        double step = onlyStop || !Js.truthy(args.at(2)) ? 1 : Js.number(args.at(2), budget);
        List<Object> numbers = new ArrayList<>();
        budget.listSize((long) Math.min(Integer.MAX_VALUE, Math.ceil((stop - start) / step)));
        for (double i = start; step > 0 ? i < stop : i > stop; i += step) {
            budget.step();
            budget.listSize(numbers.size() + 1L);
            numbers.add(i);
        }
        return new JsArray(numbers);
    }

    /** An object whose {@code next()} gives the arguments in turn. */
    private static Object cycler(Arguments args, Rendering rendering) {
        List<Object> items = args.positional();
        int[] next = {0};
        JsObject cycler = new JsObject();
        cycler.put("current", Value.Null.NULL);
        cycler.put("reset", (Callable) (none, current) -> {
            next[0] = 0;
            cycler.put("current", Value.Null.NULL);
            return Undefined.UNDEFINED;
        });
        cycler.put("next", (Callable) (none, current) -> {
            Object item = items.isEmpty() ? Undefined.UNDEFINED : items.get(next[0]++ % items.size());
            cycler.put("current", item);
            return item;
        });
        return cycler;
    }

    /** A function that gives nothing at first and the separator afterwards. */
    private static Object joiner(Arguments args, Rendering rendering) {
        Object separator = Js.truthy(args.at(0)) ? args.at(0) : ",";
        boolean[] called = {false};
        return (Callable) (none, current) -> {
            Object result = called[0] ? separator : "";
            called[0] = true;
            return result;
        };
    }
}
