package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.internal.Pointers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A property that a JSON Schema declares, itself or in one of its branches, and where. */
record SchemaProperty(String name, Value.Obj schema, String pointer) {
    private static final int MAX_DEPTH = 32;

    /** A schema within another that speaks of the same object. */
    record Branch(Value.Obj schema, String pointer) {}

    /** All that a schema declares, in the order that it is written, those of its branches last. */
    static List<SchemaProperty> declaredIn(Value.Obj schema, String pointer) {
        List<SchemaProperty> properties = new ArrayList<>();
        collect(new Branch(schema, pointer), 0, properties);
        return properties;
    }

    private static void collect(Branch branch, int depth, List<SchemaProperty> properties) {
        properties.addAll(own(branch.schema(), branch.pointer()));
        if (depth < MAX_DEPTH) {
            branches(branch.schema(), branch.pointer()).forEach(inner -> collect(inner, depth + 1, properties));
        }
    }

    /** What it declares itself. */
    static List<SchemaProperty> own(Value.Obj schema, String pointer) {
        List<SchemaProperty> properties = new ArrayList<>();
        schema.obj("properties").orElse(Value.Obj.empty()).forEach((name, property) -> property.asObj()
                .ifPresent(object -> properties.add(
                        new SchemaProperty(name, object, Pointers.child(pointer + "/properties", name)))));
        return properties;
    }

    /** The schemas that can apply to the same object. */
    static List<Branch> branches(Value.Obj schema, String pointer) {
        List<Branch> branches = new ArrayList<>();
        for (String keyword : List.of("allOf", "anyOf", "oneOf")) {
            List<Value> list = schema.arr(keyword).map(Value.Arr::values).orElse(List.of());
            for (int i = 0; i < list.size(); i++) {
                add(branches, list.get(i), Pointers.child(pointer + "/" + keyword, i));
            }
        }
        Stream.of("then", "else").forEach(keyword -> schema.get(keyword)
                .ifPresent(value -> add(branches, value, pointer + "/" + keyword)));
        schema.obj("dependencies")
                .orElse(Value.Obj.empty())
                .forEach((name, value) -> add(branches, value, Pointers.child(pointer + "/dependencies", name)));
        return branches;
    }

    private static void add(List<Branch> branches, Value value, String pointer) {
        value.asObj().ifPresent(schema -> branches.add(new Branch(schema, pointer)));
    }
}
