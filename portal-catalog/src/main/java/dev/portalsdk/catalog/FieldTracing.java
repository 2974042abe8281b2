package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.FieldOrigin;
import dev.portalsdk.catalog.inspect.FieldOrigin.By;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the values of a descriptor through the pipeline: after each step, what is equal to what was there before keeps its origin, and the rest is
 * that step's. Elements of arrays are found again where a step has moved them.
 */
final class FieldTracing implements Pipeline.Steps {
    private static final int LONG = 1000;

    private final EntityDescriptor descriptor;
    private final Map<Relation, String> related = new HashMap<>();
    private Value current;
    private Map<String, FieldOrigin> origins = new LinkedHashMap<>();

    FieldTracing(EntityDescriptor descriptor) {
        this.descriptor = descriptor;
        this.current = descriptor.root();
        forEachLeaf(
                current,
                "",
                pointer -> origins.put(pointer, new FieldOrigin(pointer, By.AUTHOR, "", descriptor.location(pointer))));
    }

    @Override
    public void done(By by, String name, Value after) {
        Step step = new Step(by, name);
        step.carry(current, "", after, "");
        current = after;
        origins = step.after;
    }

    @Override
    public void related(String processor, Relation relation) {
        related.putIfAbsent(relation, processor);
    }

    /** The processor that added a relation. */
    Optional<String> processorOf(Relation relation) {
        return Optional.ofNullable(related.get(relation));
    }

    /** In the order of the values. */
    List<FieldOrigin> origins() {
        return List.copyOf(origins.values());
    }

    private static void forEachLeaf(Value value, String pointer, Consumer<String> action) {
        if (value instanceof Value.Obj object && !object.isEmpty()) {
            object.forEach((key, child) -> forEachLeaf(child, child(pointer, key), action));
        } else if (value instanceof Value.Arr array && !array.isEmpty()) {
            for (int i = 0; i < array.size(); i++) {
                forEachLeaf(array.get(i), pointer + "/" + i, action);
            }
        } else {
            action.accept(pointer);
        }
    }

    private static String child(String pointer, String key) {
        return pointer + "/" + Placeholders.escaped(key);
    }

    private final class Step {
        private final By by;
        private final String name;
        private final Map<String, FieldOrigin> after = new LinkedHashMap<>();

        Step(By by, String name) {
            this.by = by;
            this.name = name;
        }

        void carry(@Nullable Value before, String from, Value value, String to) {
            if (value.equals(before)) {
                forEachLeaf(value, "", leaf -> keep(from + leaf, to + leaf));
            } else if (before instanceof Value.Obj old && value instanceof Value.Obj object && !object.isEmpty()) {
                object.forEach(
                        (key, element) -> carry(old.get(key).orElse(null), child(from, key), element, child(to, key)));
            } else if (before instanceof Value.Arr old && value instanceof Value.Arr array && !array.isEmpty()) {
                carry(old, from, array, to);
            } else {
                FieldOrigin made = made(before, from);
                forEachLeaf(value, to, leaf -> after.put(leaf, made.at(leaf)));
            }
        }

        private void carry(Value.Arr before, String from, Value.Arr array, String to) {
            BitSet taken = new BitSet();
            for (int i = 0; i < array.size(); i++) {
                int source = sourceOf(array.get(i), i, before, taken);
                if (source < before.size()) {
                    taken.set(source);
                    carry(before.get(source), from + "/" + source, array.get(i), to + "/" + i);
                } else {
                    carry(null, to + "/" + i, array.get(i), to + "/" + i);
                }
            }
        }

        /** Where an element was before: an equal one, here or (in arrays that are not long) elsewhere, else the one in its place; else the end. */
        private int sourceOf(Value element, int index, Value.Arr before, BitSet taken) {
            boolean inPlace = index < before.size() && !taken.get(index);
            if (inPlace && before.get(index).equals(element)) {
                return index;
            }
            if (before.size() <= LONG) {
                for (int i = taken.nextClearBit(0); i < before.size(); i = taken.nextClearBit(i + 1)) {
                    if (before.get(i).equals(element)) {
                        return i;
                    }
                }
            }
            return inPlace ? index : before.size();
        }

        private void keep(String from, String to) {
            FieldOrigin origin = origins.get(from);
            after.put(to, origin == null ? made(null, to) : origin.at(to));
        }

        /** A placeholder is named as it was written. */
        private FieldOrigin made(@Nullable Value before, String from) {
            if (by == By.PLACEHOLDER && before instanceof Value.Obj object && object.size() == 1) {
                String key = object.keys().iterator().next();
                String written = key + " " + object.string(key).orElse("");
                Optional<SourceLocation> place = descriptor.location(child(from, key));
                return new FieldOrigin(from, by, written, place);
            }
            return new FieldOrigin(from, by, name, Optional.empty());
        }
    }
}
