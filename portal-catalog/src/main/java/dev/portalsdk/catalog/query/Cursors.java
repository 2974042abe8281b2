package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Queries to cursors and back: JSON in URL-safe Base64. Whoever holds a cursor may change it: it gives no right that a query does not. */
final class Cursors {
    private static final int VERSION = 1;
    private static final int MAX_LENGTH = 65_536;

    private Cursors() {}

    static String write(EntityQuery query) {
        Value.Obj filter = query.filter().toPredicate();
        EntityFilter.ofPredicate(filter); // what could not be read back must fail here
        Value.Obj.Builder json = Value.Obj.builder()
                .put("v", VERSION)
                .put("profile", query.profile().name().toLowerCase(Locale.ROOT))
                .put("filter", filter);
        query.fullText()
                .ifPresent(text -> json.put(
                        "text", Value.Obj.of("term", text.term(), "fields", Value.Arr.ofStrings(text.fields()))));
        json.put(
                "order",
                Value.Arr.of(query.order().stream()
                        .map(field -> Value.Obj.of("field", field.field(), "descending", field.descending()))
                        .toList()));
        query.position().ifPresent(place -> json.put("at", position(place)));
        String text = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.build().toJson().getBytes(StandardCharsets.UTF_8));
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The cursor of this query would have " + text.length()
                    + " characters, more than the " + MAX_LENGTH
                    + " that are read back: ask with a shorter filter, or page by offset");
        }
        return text;
    }

    private static Value position(EntityQuery.Position place) {
        List<Value> values = new ArrayList<>();
        place.values()
                .forEach(value -> values.add(value.<Value>map(Value.Str::of).orElse(Value.Null.NULL)));
        return Value.Obj.of(
                "values", Value.Arr.of(values), "ref", place.ref().toString(), "backwards", place.backwards());
    }

    /** A cursor's JSON. */
    private record Written(
            int v, String profile, Value.Obj filter, Optional<Text> text, List<Field> order, Optional<At> at) {}

    private record Text(String term, List<String> fields) {}

    private record Field(String field, boolean descending) {}

    private record At(List<Value> values, String ref, boolean backwards) {}

    static EntityQuery read(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A cursor has at most " + MAX_LENGTH + " characters, this one has "
                    + text.length() + ": pass it on as it was given");
        }
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Value.Obj written =
                    Value.parseJson(json).asObj().orElseThrow(() -> new IllegalArgumentException("it holds no object"));
            return query(written.to(Written.class));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Not a cursor of this catalog; pass it on as it was given, or start from the first page: "
                            + e.getMessage(),
                    e);
        }
    }

    private static EntityQuery query(Written written) {
        if (written.v() != VERSION) {
            throw new IllegalArgumentException("it is of version " + written.v() + ", not " + VERSION);
        }
        return new EntityQuery(
                EntityFilter.ofPredicate(written.filter()),
                written.text().map(text -> new EntityQuery.FullText(text.term(), text.fields())),
                written.order().stream()
                        .map(field -> new EntityQuery.Order(field.field(), field.descending()))
                        .toList(),
                written.at().map(Cursors::position),
                0,
                OptionalInt.empty(),
                profile(written.profile()));
    }

    private static EntityQuery.Position position(At at) {
        List<Optional<String>> values = new ArrayList<>();
        for (Value value : at.values()) {
            if (!(value instanceof Value.Str) && !(value instanceof Value.Null)) {
                throw new IllegalArgumentException("its position holds a " + value.typeName());
            }
            values.add(value.asString());
        }
        return new EntityQuery.Position(values, EntityRef.parse(at.ref()), at.backwards());
    }

    private static QueryProfile profile(String name) {
        for (QueryProfile profile : QueryProfile.values()) {
            if (profile.name().toLowerCase(Locale.ROOT).equals(name)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("its profile is unknown");
    }
}
