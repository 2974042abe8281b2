package dev.portalsdk.http.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parameters of a query or a form, in the order in which they were sent; a name may come several times. Immutable. */
public final class Parameters {
    private static final int MAX_PARAMETERS = 10_000;
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** None. */
    public static Parameters none() {
        return NONE;
    }

    /**
     * Reads {@code a=1&b=two+words&a=%33}.
     *
     * @throws HttpException (400) if an escape is broken or there are more than 10,000
     */
    public static Parameters parse(String encoded) {
        if (encoded.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (String part : encoded.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (++count > MAX_PARAMETERS) {
                throw HttpException.input("There are more than " + MAX_PARAMETERS + " parameters");
            }
            int equals = part.indexOf('=');
            String name = Escapes.decode(equals < 0 ? part : part.substring(0, equals), true);
            String value = equals < 0 ? "" : Escapes.decode(part.substring(equals + 1), true);
            values.computeIfAbsent(name, any -> new ArrayList<>(1)).add(value);
        }
        return new Parameters(values);
    }

    /** The first value of a name. */
    public Optional<String> first(String name) {
        List<String> found = values.get(name);
        return found == null ? Optional.empty() : Optional.of(found.get(0));
    }

    /** Every value of a name, none if it was not sent. */
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** Whether a name was sent, with or without a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Every name, once. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }
}
