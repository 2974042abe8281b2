package dev.portalsdk.samples.portal.form;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.FormPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The properties that an object schema asks for, given what is filled in: its own, and those of the branches of {@code allOf}, {@code if},
 * {@code dependencies}, {@code oneOf} and {@code anyOf} that the values choose.
 *
 * @param properties in the order to be shown
 */
record ActiveSchema(Map<String, Value.Obj> properties, Set<String> required) {
    private static final int MAX_DEPTH = 16;

    static ActiveSchema of(Value.Obj schema, Value.Obj values) {
        Map<String, Value.Obj> properties = new LinkedHashMap<>();
        Set<String> required = new LinkedHashSet<>();
        collect(schema, values, 0, properties, required);
        return new ActiveSchema(ordered(schema, properties), required);
    }

    private static void collect(
            Value.Obj schema, Value.Obj values, int depth, Map<String, Value.Obj> properties, Set<String> required) {
        schema.obj("properties").orElse(Value.Obj.empty()).forEach((name, property) -> property.asObj()
                .ifPresent(object -> properties.putIfAbsent(name, object)));
        schema.arr("required").ifPresent(names -> required.addAll(names.strings()));
        if (depth < MAX_DEPTH) {
            branches(schema, values, required)
                    .forEach(branch -> collect(branch, values, depth + 1, properties, required));
        }
    }

    private static List<Value.Obj> branches(Value.Obj schema, Value.Obj values, Set<String> required) {
        List<Value.Obj> branches = new ArrayList<>(objects(schema.arr("allOf")));
        schema.obj("if")
                .flatMap(condition -> schema.obj(accepts(condition, values) ? "then" : "else"))
                .ifPresent(branches::add);
        for (String keyword : List.of("dependencies", "dependentSchemas", "dependentRequired")) {
            schema.obj(keyword).orElse(Value.Obj.empty()).forEach((name, dependency) -> {
                if (values.has(name)) {
                    dependency.asObj().ifPresent(branches::add);
                    dependency.asArr().ifPresent(names -> required.addAll(names.strings()));
                }
            });
        }
        for (String keyword : List.of("oneOf", "anyOf")) {
            // What is required but still empty does not count against an alternative.
            objects(schema.arr(keyword)).stream()
                    .filter(branch -> accepts(branch.without("required"), values))
                    .findFirst()
                    .ifPresent(branches::add);
        }
        return branches;
    }

    private static List<Value.Obj> objects(Optional<Value.Arr> schemas) {
        return schemas.map(Value.Arr::values).orElse(List.of()).stream()
                .flatMap(value -> value.asObj().stream())
                .toList();
    }

    private static boolean accepts(Value.Obj schema, Value.Obj values) {
        return new FormPage("branch", schema).check(values).isEmpty();
    }

    /** {@code ui:order} names some and says with {@code *} where all others go. */
    private static Map<String, Value.Obj> ordered(Value.Obj schema, Map<String, Value.Obj> properties) {
        List<String> order = schema.arr("ui:order").map(Value.Arr::strings).orElse(List.of());
        List<String> others = properties.keySet().stream()
                .filter(name -> !order.contains(name))
                .toList();
        Map<String, Value.Obj> ordered = new LinkedHashMap<>();
        Stream.concat(order.stream(), order.contains("*") ? Stream.empty() : Stream.of("*"))
                .flatMap(name -> name.equals("*") ? others.stream() : Stream.of(name))
                .filter(properties::containsKey)
                .forEach(name -> ordered.put(name, properties.get(name)));
        return ordered;
    }
}
