package dev.portalsdk.scaffolder.template;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Decorator;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.HelperRegistry;
import com.github.jknack.handlebars.Options;
import com.github.jknack.handlebars.helper.DefaultHelperRegistry;
import com.github.jknack.handlebars.helper.IfHelper;
import com.github.jknack.handlebars.helper.LookupHelper;
import com.github.jknack.handlebars.helper.UnlessHelper;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The helpers of Handlebars templates: a closed list, each call of which is counted. Filters are those of Nunjucks.
 */
// The library hands no state of ours to helpers that templates could not reach too, hence the thread's current
// rendering.
final class HandlebarsHelpers {
    static final Set<String> BLOCKS = new TreeSet<>(Set.of("each", "if", "unless", "with"));

    private static final List<String> FILTERS = List.of(
            "capitalize",
            "default",
            "dump",
            "join",
            "lower",
            "parseEntityRef",
            "parseRepoUrl",
            "projectSlug",
            "replace",
            "title",
            "upper");

    /** A comparison or connective: all of its arguments, in order. */
    @FunctionalInterface
    private interface Operator {
        Object apply(List<Object> operands, Budget budget);
    }

    private static final Map<String, Operator> OPERATORS = Map.of(
            "eq", (values, budget) -> Js.looselyEqual(at(values, 0), at(values, 1), budget),
            "ne", (values, budget) -> !Js.looselyEqual(at(values, 0), at(values, 1), budget),
            "gt", (values, budget) -> Js.compare(at(values, 0), at(values, 1), budget) > 0,
            "lt", (values, budget) -> Js.compare(at(values, 0), at(values, 1), budget) < 0,
            "and", (values, budget) -> values.stream().allMatch(Js::truthy),
            "or", (values, budget) -> values.stream().anyMatch(Js::truthy),
            "not", (values, budget) -> !Js.truthy(at(values, 0)),
            "contains", (values, budget) -> Members.contains(at(values, 0), at(values, 1), budget));

    private final Map<String, Helper<?>> helpers = new TreeMap<>();

    @SuppressWarnings("ThreadLocalUsage") // no state in statics; engines are few and live long
    private final ThreadLocal<Rendering> current = new ThreadLocal<>();

    HandlebarsHelpers(NunjucksEngine shared, boolean failOnUndefined) {
        helpers.put("each", counted(this::each));
        helpers.put("if", counted(IfHelper.INSTANCE));
        helpers.put("unless", counted(UnlessHelper.INSTANCE));
        helpers.put("with", counted(this::with));
        helpers.put("lookup", counted(LookupHelper.INSTANCE));
        OPERATORS.forEach((name, operator) -> helpers.put(name, operator(operator)));
        FILTERS.forEach(name -> helpers.put(name, filter(name)));
        shared.hostFilters().forEach(name -> helpers.putIfAbsent(name, filter(name)));
        helpers.put(HelperRegistry.HELPER_MISSING, missing(failOnUndefined));
    }

    /** Work whose helpers count for this rendering. */
    String during(Rendering rendering, Work work) throws IOException {
        current.set(rendering);
        try {
            return work.run();
        } finally {
            current.remove();
        }
    }

    @FunctionalInterface
    interface Work {
        String run() throws IOException;
    }

    /** What a value prints: as in Nunjucks. */
    Object printed(Object value) {
        Budget budget = budget();
        budget.step();
        String text = Js.printed(js(value), budget);
        budget.result(text);
        return text;
    }

    private Budget budget() {
        return current.get().budget();
    }

    /** What templates can call. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(helpers.keySet());
        names.remove(HelperRegistry.HELPER_MISSING);
        return names;
    }

    /** The helpers, with what is said of the filters among them. */
    Vocabulary vocabulary(Vocabulary nunjucks) {
        Map<String, TemplateExtension> described = new TreeMap<>();
        for (String name : names()) {
            described.put(name, nunjucks.filters().getOrDefault(name, TemplateExtension.described("")));
        }
        return new Vocabulary(Map.of(), described, Set.of(), Map.of());
    }

    /** This list and nothing of the library's. */
    HelperRegistry registry() {
        return new DefaultHelperRegistry() {
            @Override
            @SuppressWarnings("unchecked") // as in the library: callers name the type
            public <C> @Nullable Helper<C> helper(String name) {
                return (Helper<C>) helpers.get(name);
            }

            @Override
            public Set<Map.Entry<String, Helper<?>>> helpers() {
                return helpers.entrySet();
            }

            @Override
            public @Nullable Decorator decorator(String name) {
                return null;
            }
        };
    }

    private <T> Helper<T> counted(Helper<T> helper) {
        return (value, options) -> {
            budget().step();
            @Nullable Object result = helper.apply(value, options);
            if (result instanceof CharSequence text) {
                budget().made(text.length());
            }
            return result;
        };
    }

    /** A loop over a list or over an object's entries; {@code @index @key @first @last} and block parameters as in Handlebars. */
    private CharSequence each(Object over, Options options) throws IOException {
        List<Object> keys = new ArrayList<>();
        List<Object> items = new ArrayList<>();
        if (over instanceof Map<?, ?> object) {
            keys.addAll(object.keySet());
            items.addAll(object.values());
        } else if (over instanceof List<?> list) {
            items.addAll(list);
        }
        if (items.isEmpty()) {
            return options.inverse();
        }
        Budget.Text text = budget().text();
        for (int i = 0; i < items.size(); i++) {
            budget().step();
            text.append(round(i, keys.isEmpty() ? i : keys.get(i), items, options));
        }
        return text.toString();
    }

    private static CharSequence round(int index, Object key, List<Object> items, Options options) throws IOException {
        Object item = items.get(index);
        Context round = Context.newContext(options.context, item)
                .combine("@key", key)
                .combine("@index", index)
                .combine("@first", index == 0)
                .combine("@last", index == items.size() - 1);
        return within(round, List.of(item, key), options);
    }

    private CharSequence with(Object object, Options options) throws IOException {
        return Js.truthy(js(object))
                ? within(Context.newContext(options.context, object), List.of(object), options)
                : options.inverse();
    }

    /**
     * The body in another context, with block parameters. With the library's own, {@code this.x} is lost and {@code ../} leads one step less far
     * than in Handlebars; they are left for parameters that hide a member.
     */
    private static CharSequence within(Context context, List<Object> parameters, Options options) throws IOException {
        List<String> names = options.blockParams;
        boolean hides =
                context.model() instanceof Map<?, ?> object && names.stream().anyMatch(object::containsKey);
        if (hides) {
            return options.apply(options.fn, context, parameters);
        }
        for (int i = 0; i < Math.min(names.size(), parameters.size()); i++) {
            context.combine(names.get(i), parameters.get(i));
        }
        return options.fn.apply(context);
    }

    private Helper<Object> operator(Operator operator) {
        return (first, options) -> {
            budget().step();
            return operator.apply(arguments(first, options), budget());
        };
    }

    private Helper<Object> filter(String name) {
        return (first, options) -> {
            Rendering rendering = current.get();
            Map<String, Object> named = new LinkedHashMap<>();
            options.hash.forEach((key, value) -> named.put(key, js(value)));
            Arguments arguments = new Arguments(arguments(first, options), named);
            return java(rendering.filter(0, name, arguments), rendering.budget());
        };
    }

    private static List<Object> arguments(Object first, Options options) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(js(first));
        for (Object parameter : options.params) {
            arguments.add(js(parameter));
        }
        return arguments;
    }

    private static Object at(List<Object> values, int index) {
        return index < values.size() ? values.get(index) : Undefined.UNDEFINED;
    }

    /** Called for every name that is neither a helper nor a value. */
    @SuppressWarnings("ReferenceEquality") // without arguments the first is the context itself
    private Helper<Object> missing(boolean fails) {
        return (first, options) -> {
            budget().step();
            boolean called = first != options.context.model() || !options.hash.isEmpty();
            if (called) {
                throw new EvaluationFailure(Known.unknown("helper", options.helperName, names()));
            }
            if (fails) {
                throw new EvaluationFailure("'" + options.helperName + "' is undefined");
            }
            return "";
        };
    }

    private static Object js(@Nullable Object value) {
        if (value == null) {
            return Undefined.UNDEFINED;
        }
        boolean isText = value instanceof CharSequence;
        try {
            return Interop.fromValue(Value.of(isText ? value.toString() : value));
        } catch (IllegalArgumentException e) {
            throw new EvaluationFailure("this is no value of a template: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object java(Object value, Budget budget) {
        return Interop.toValue(value, budget).map(Value::toJava).orElse(null);
    }
}
