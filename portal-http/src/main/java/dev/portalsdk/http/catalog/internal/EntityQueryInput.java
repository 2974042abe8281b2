package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FieldSelection;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.QueryInput;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What is asked about entities, read from queries and bodies as Backstage has them. */
final class EntityQueryInput {
    /** How many entities a page has that was asked for without a limit. */
    private static final int DEFAULT_LIMIT = 200;

    private EntityQueryInput() {}

    /** What the catalog takes for wrong is a mistake of whoever asked. */
    static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw HttpException.input(String.valueOf(e.getMessage()));
        }
    }

    static EntityFilter filter(QueryInput input) {
        List<String> texts = input.all("filter");
        if (texts.equals(List.of(""))) { // beside others it does not matter
            throw HttpException.input("Empty value found for query parameter 'filter'");
        }
        return checked(() -> EntityFilter.parse(texts));
    }

    static EntityFilter filter(BodyInput body) {
        return body.object()
                .get("query")
                .map(query -> checked(() -> EntityFilter.ofPredicate(query)))
                .orElse(EntityFilter.everything());
    }

    static FieldSelection fields(List<String> fields) {
        return checked(() -> new FieldSelection(fields));
    }

    /** {@code GET /entities}; the limit is that of the page. */
    static EntityQuery entities(QueryInput input) {
        EntityQuery query = EntityQuery.all().profile(QueryProfile.BACKSTAGE).filter(filter(input));
        for (String order : input.all("order")) {
            int colon = order.indexOf(':');
            query = ordered(query, colon < 0 ? "" : order.substring(colon + 1), order.substring(0, Math.max(0, colon)));
        }
        return after(input, query);
    }

    private static EntityQuery after(QueryInput input, EntityQuery query) {
        OptionalInt limit = input.integer("limit", 1);
        int offset = input.integer("offset", 0).orElse(0);
        Optional<String> after = input.text("after");
        if (after.isPresent()) {
            PageStart start = PageStart.parse(after.get());
            offset = start.offset();
            limit = limit.isPresent() ? limit : start.limit();
        }
        EntityQuery page = query.offset(offset);
        return limit.isPresent() ? page.limit(limit.getAsInt()) : page;
    }

    /** {@code GET /entities/by-query}. */
    static EntityQuery byQuery(QueryInput input) {
        OptionalInt limit = input.integer("limit", 0);
        int offset = input.integer("offset", 0).orElse(0);
        Optional<String> cursor = input.text("cursor");
        if (cursor.isPresent()) {
            return ofCursor(cursor.get()).offset(offset).limit(limit.orElse(DEFAULT_LIMIT));
        }
        EntityQuery query = EntityQuery.all().profile(QueryProfile.BACKSTAGE).filter(filter(input));
        for (String order : input.all("orderField")) {
            int comma = order.lastIndexOf(',');
            query = ordered(
                    query,
                    comma < 0 ? order : order.substring(0, comma),
                    comma < 0 ? "asc" : order.substring(comma + 1));
        }
        String term = input.text("fullTextFilterTerm").orElse("").strip();
        if (!term.isEmpty()) {
            query = query.fullText(term, input.list("fullTextFilterFields").toArray(String[]::new));
        }
        return query.offset(offset).limit(limit.orElse(DEFAULT_LIMIT));
    }

    /** {@code POST /entities/by-query}. */
    static EntityQuery byQuery(BodyInput body) {
        int limit = body.integer("limit", 0).orElse(DEFAULT_LIMIT);
        int offset = body.integer("offset", 0).orElse(0);
        Optional<String> cursor = body.optionalText("cursor");
        if (cursor.isPresent()) {
            return ofCursor(cursor.get()).offset(offset).limit(limit);
        }
        EntityQuery query = EntityQuery.all().profile(QueryProfile.BACKSTAGE).filter(filter(body));
        for (BodyInput order : body.objects("orderBy")) {
            query = ordered(
                    query,
                    order.text("field"),
                    order.oneOf("order", "asc", "desc").orElse("asc"));
        }
        Optional<BodyInput> text = body.optionalObject("fullTextFilter");
        String term =
                text.flatMap(given -> given.optionalText("term")).orElse("").strip();
        if (!term.isEmpty()) {
            query = query.fullText(
                    term,
                    text.map(given -> given.optionalTexts("fields"))
                            .orElse(List.of())
                            .toArray(String[]::new));
        }
        return query.offset(offset).limit(limit);
    }

    private static EntityQuery ofCursor(String cursor) {
        return checked(() -> EntityQuery.ofCursor(cursor));
    }

    private static EntityQuery ordered(EntityQuery query, String field, String direction) {
        String path = field.strip();
        if (path.isEmpty() || !List.of("asc", "desc").contains(direction)) {
            throw HttpException.input("Invalid order \"" + field + "\" \"" + direction
                    + "\", expected a field and the direction asc or desc");
        }
        return checked(() -> direction.equals("asc") ? query.orderBy(path) : query.orderByDescending(path));
    }

    /** Where a page of {@code /entities} starts, as its link tells. */
    record PageStart(OptionalInt limit, int offset) {
        String encoded() {
            Value.Obj.Builder json = Value.Obj.builder();
            limit.ifPresent(value -> json.put("limit", value));
            return Base64.getEncoder()
                    .encodeToString(json.put("offset", offset).build().toJson().getBytes(StandardCharsets.UTF_8));
        }

        static PageStart parse(String text) {
            try {
                String json = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
                BodyInput read = new BodyInput(
                        Value.parseJson(json).asObj().orElseThrow(IllegalArgumentException::new),
                        "request/query/after");
                return new PageStart(
                        read.integer("limit", 1), read.integer("offset", 0).orElse(0));
            } catch (IllegalArgumentException e) {
                throw HttpException.input("Malformed after cursor, could not be parsed");
            }
        }
    }
}
