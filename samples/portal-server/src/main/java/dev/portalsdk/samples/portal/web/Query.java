package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.Parameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query of an address, put together: only the names that a page knows. Immutable. */
public final class Query {
    private final Map<String, String> values;

    private Query(Map<String, String> values) {
        this.values = values;
    }

    /** What a request says of these names. */
    public static Query of(Parameters sent, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        names.forEach(
                name -> sent.first(name).filter(value -> !value.isBlank()).ifPresent(value -> values.put(name, value)));
        return new Query(values);
    }

    /** The same with another value; a blank one takes the name away. */
    public Query with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.remove(name);
        if (!value.isBlank()) {
            changed.put(name, value);
        }
        return new Query(changed);
    }

    /** Text as it stands in a query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** With its question mark, or empty. */
    @Override
    public String toString() {
        StringBuilder query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return query.toString();
    }
}
