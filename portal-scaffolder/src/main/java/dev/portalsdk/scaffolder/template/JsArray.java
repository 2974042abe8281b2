package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.List;

/** A list while a template runs: the template's own copy, which its methods may change. */
final class JsArray {
    private final List<Object> items;

    JsArray(List<Object> items) {
        this.items = items;
    }

    static JsArray of(Object... items) {
        return new JsArray(new ArrayList<>(List.of(items)));
    }

    static JsArray copyOf(List<?> items) {
        return new JsArray(new ArrayList<>(items));
    }

    static JsArray empty() {
        return new JsArray(new ArrayList<>());
    }

    List<Object> items() {
        return items;
    }

    int size() {
        return items.size();
    }

    Object get(double index) {
        int at = (int) index;
        return at == index && at >= 0 && at < items.size() ? items.get(at) : Undefined.UNDEFINED;
    }
}
