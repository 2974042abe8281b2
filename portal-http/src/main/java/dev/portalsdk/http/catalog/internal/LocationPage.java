package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of registered locations.
 *
 * @param total how many there are that were asked for
 * @param next the cursor for what follows
 */
record LocationPage(List<RegisteredLocation> items, int total, Optional<String> next) {
    private static final int DEFAULT_LIMIT = 1_000;

    private record Cursor(int offset, int limit, Value.Obj query) {}

    /** {@code {query, limit, cursor}}: the cursor stands for the other two. */
    static LocationPage of(List<RegisteredLocation> all, BodyInput body) {
        Cursor asked = body.optionalText("cursor")
                .map(LocationPage::read)
                .orElseGet(() -> new Cursor(
                        0,
                        body.integer("limit", 1).orElse(DEFAULT_LIMIT),
                        body.optionalObject("query").map(BodyInput::object).orElse(Value.Obj.empty())));
        EntityFilter filter = EntityQueryInput.checked(() -> EntityFilter.ofPredicate(asked.query()));
        List<RegisteredLocation> matching =
                all.stream().filter(location -> matches(filter, location)).toList();
        int from = Math.min(asked.offset(), matching.size());
        int to = (int) Math.min((long) from + asked.limit(), matching.size());
        Optional<String> next = to < matching.size()
                ? Optional.of(write(new Cursor(to, asked.limit(), asked.query())))
                : Optional.empty();
        return new LocationPage(matching.subList(from, to), matching.size(), next);
    }

    Value.Obj toValue(Function<RegisteredLocation, Value> json) {
        Value.Obj.Builder info = Value.Obj.builder();
        next.ifPresent(cursor -> info.put("nextCursor", cursor));
        return Value.Obj.of(
                "items",
                Value.Arr.of(items.stream().map(json).toList()),
                "totalItems",
                total,
                "pageInfo",
                info.build());
    }

    private static boolean matches(EntityFilter filter, RegisteredLocation location) {
        Map<String, String> fields = Map.of(
                "id",
                location.id(),
                "type",
                location.location().type(),
                "target",
                location.location().target());
        return matches(filter, fields);
    }

    private static boolean matches(EntityFilter filter, Map<String, String> fields) {
        if (filter instanceof EntityFilter.AllOf all) {
            return all.filters().stream().allMatch(each -> matches(each, fields));
        } else if (filter instanceof EntityFilter.AnyOf any) {
            return any.filters().stream().anyMatch(each -> matches(each, fields));
        } else if (filter instanceof EntityFilter.Not not) {
            return !matches(not.filter(), fields);
        } else if (filter instanceof EntityFilter.HasKey has) {
            return fields.containsKey(has.key());
        } else if (filter instanceof EntityFilter.HasValue has) {
            return has.values().contains(value(fields, has.key()));
        } else if (filter instanceof EntityFilter.HasPrefix has) {
            return fields.containsKey(has.key()) && value(fields, has.key()).startsWith(has.prefix());
        }
        return false;
    }

    private static String value(Map<String, String> fields, String key) {
        return fields.getOrDefault(key, "").toLowerCase(Locale.ROOT);
    }

    private static String write(Cursor cursor) {
        Value.Obj json = Value.Obj.of("offset", cursor.offset(), "limit", cursor.limit(), "query", cursor.query());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private static Cursor read(String text) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Cursor cursor = Value.parseJson(json).to(Cursor.class);
            if (cursor.offset() < 0 || cursor.limit() < 1) {
                throw new IllegalArgumentException("out of bounds");
            }
            return cursor;
        } catch (IllegalArgumentException e) {
            throw HttpException.input("Malformed cursor, could not be parsed");
        }
    }
}
