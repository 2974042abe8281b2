package dev.portalsdk.http.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Header fields; case does not matter in their names. Immutable; {@link #with} and {@link #adding} give copies. */
public final class Headers {
    private static final Headers NONE = new Headers(Map.of());

    private final Map<String, Field> fields;

    private record Field(String name, List<String> values) {}

    private Headers(Map<String, Field> fields) {
        this.fields = fields;
    }

    /** None. */
    public static Headers none() {
        return NONE;
    }

    /** As a server has them. */
    public static Headers of(Map<String, List<String>> all) {
        Map<String, Field> fields = new LinkedHashMap<>();
        all.forEach((name, values) ->
                fields.merge(name.toLowerCase(Locale.ROOT), new Field(name, List.copyOf(values)), (one, other) -> {
                    List<String> both = new ArrayList<>(one.values());
                    both.addAll(other.values());
                    return new Field(one.name(), List.copyOf(both));
                }));
        return new Headers(fields);
    }

    /** The first value of a field. */
    public Optional<String> first(String name) {
        List<String> found = all(name);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /** Every value of a field. */
    public List<String> all(String name) {
        Field field = fields.get(name.toLowerCase(Locale.ROOT));
        return field == null ? List.of() : field.values();
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return fields.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** These, with one value for a field in place of those it had. */
    public Headers with(String name, String value) {
        return withValues(name, List.of(checked(name, value)));
    }

    /** These, with one more value for a field. */
    public Headers adding(String name, String value) {
        List<String> values = new ArrayList<>(all(name));
        values.add(checked(name, value));
        return withValues(name, List.copyOf(values));
    }

    private Headers withValues(String name, List<String> values) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        more.put(name.toLowerCase(Locale.ROOT), new Field(name, values));
        return new Headers(more);
    }

    /** These, without a field. */
    public Headers without(String name) {
        Map<String, Field> fewer = new LinkedHashMap<>(fields);
        fewer.remove(name.toLowerCase(Locale.ROOT));
        return new Headers(fewer);
    }

    /** Every name and value, in order. */
    public void forEach(BiConsumer<String, String> each) {
        fields.values().forEach(field -> field.values().forEach(value -> each.accept(field.name(), value)));
    }

    /** Nothing that came from outside may begin a field, or a response, of its own. */
    private static String checked(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
                throw new IllegalArgumentException("The value of the header " + name + " holds the character U+"
                        + Integer.toHexString(c) + ", which headers cannot have");
            }
        }
        return value;
    }
}
