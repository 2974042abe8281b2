package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluated arguments of a call. Of a filter or test, the value it is applied to is the first. */
record Arguments(List<Object> positional, Map<String, Object> named) {

    static Arguments of(Object... positional) {
        return new Arguments(List.of(positional), Map.of());
    }

    /**
     * An argument by index. Named arguments come last as one object, as in JavaScript: {@code sum(start=10)} gives sum an object as its
     * attribute.
     */
    Object at(int index) {
        if (index < positional.size()) {
            return positional.get(index);
        }
        return index == positional.size() && !named.isEmpty() ? JsObject.of(named) : Undefined.UNDEFINED;
    }

    /** An argument that may be given by place or by name. */
    Object at(int index, String name) {
        if (index < positional.size()) {
            return positional.get(index);
        }
        return named.getOrDefault(name, Undefined.UNDEFINED);
    }

    int count() {
        return positional.size();
    }

    TemplateArguments toValues(Budget budget) {
        List<Optional<Value>> values = new ArrayList<>(positional.size());
        positional.forEach(argument -> values.add(Interop.toValue(argument, budget)));
        Map<String, Value> names = new LinkedHashMap<>();
        named.forEach((name, argument) -> Interop.toValue(argument, budget).ifPresent(value -> names.put(name, value)));
        return new TemplateArguments(values, names);
    }
}
