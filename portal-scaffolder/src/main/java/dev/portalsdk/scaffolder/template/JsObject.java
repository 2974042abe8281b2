package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object while a template runs: the template's own copy of a value, made key by key as the template looks at it.
 */
final class JsObject {
    private final Map<String, Object> entries = new LinkedHashMap<>();
    /** What has not been copied yet; null once all of it has. */
    private Value.@Nullable Obj source;

    JsObject() {}

    private JsObject(Value.Obj source) {
        this.source = source;
    }

    static JsObject of(Value.Obj source) {
        return new JsObject(source);
    }

    static JsObject of(Map<String, Object> entries) {
        JsObject object = new JsObject();
        object.entries.putAll(entries);
        return object;
    }

    Object get(String key) {
        Object known = entries.get(key);
        if (known != null) {
            return known;
        }
        if (source == null) {
            return Undefined.UNDEFINED;
        }
        Value value = source.get(key).orElse(null);
        if (value == null) {
            return Undefined.UNDEFINED;
        }
        Object copied = Interop.fromValue(value);
        entries.put(key, copied);
        return copied;
    }

    boolean has(String key) {
        return entries.containsKey(key) || (source != null && source.has(key));
    }

    void put(String key, Object value) {
        copyAll();
        entries.put(key, value);
    }

    Object remove(String key) {
        copyAll();
        Object removed = entries.remove(key);
        return removed == null ? Undefined.UNDEFINED : removed;
    }

    int size() {
        return source == null ? entries.size() : source.size();
    }

    /** As JavaScript lists them: keys that are array indices first, by number, then the others as they were written. */
    Collection<String> keys() {
        Collection<String> written = source == null ? entries.keySet() : source.keys();
        if (written.stream().noneMatch(JsObject::isIndex)) {
            return new ArrayList<>(written);
        }
        List<String> keys = new ArrayList<>(written.stream()
                .filter(JsObject::isIndex)
                .sorted(Comparator.comparingLong(Long::parseLong))
                .toList());
        written.stream().filter(key -> !isIndex(key)).forEach(keys::add);
        return keys;
    }

    /** This object without a copy, if the template has looked at none of it. */
    Value.@Nullable Obj untouched() {
        return entries.isEmpty() ? source : null;
    }

    private void copyAll() {
        if (source != null) {
            Map<String, Object> looked = Map.copyOf(entries);
            entries.clear();
            source.forEach((key, value) -> {
                Object known = looked.get(key);
                entries.put(key, known == null ? Interop.fromValue(value) : known);
            });
            source = null;
        }
    }

    // As ECMAScript's array index: 0 or digits without a leading zero, below 2^32 - 1.
    private static boolean isIndex(String key) {
        int length = key.length();
        if (length == 0 || length > 10 || (length > 1 && key.charAt(0) == '0')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (key.charAt(i) < '0' || key.charAt(i) > '9') {
                return false;
            }
        }
        return Long.parseLong(key) < 4_294_967_295L;
    }
}
