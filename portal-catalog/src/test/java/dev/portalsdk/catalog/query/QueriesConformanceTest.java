package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.RecordedCatalog;
import dev.portalsdk.catalog.RecordedEntities;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recorded answers by refs, page by page and of facets. What is wrong with a request itself is the server's to say. */
class QueriesConformanceTest {
    private InMemoryIndex queries;

    @BeforeEach
    void load() throws IOException {
        queries = new InMemoryIndex(RecordedEntities.asFeed());
        queries.catchUp();
    }

    @Test
    void refsAreAnsweredByPlace() throws IOException {
        int asked = 0;
        for (Value recorded : records("by-refs")) {
            Optional<Value.Arr> refs = recorded.at("/request/body/entityRefs").flatMap(Value::asArr);
            Optional<FieldSelection> fields = recorded.at("/request/body/fields")
                    .flatMap(Value::asArr)
                    .filter(list -> isAnswered(recorded))
                    .map(list -> new FieldSelection(list.strings()));
            if (!isAnswered(recorded)) {
                recorded.at("/request/body/fields")
                        .flatMap(Value::asArr)
                        .ifPresent(list ->
                                assertThrows(IllegalArgumentException.class, () -> new FieldSelection(list.strings())));
                continue;
            }
            asked++;
            EntityFilter filter = filter(recorded);
            List<String> expected = new ArrayList<>();
            for (Value item : recorded.at("/body/items")
                    .flatMap(Value::asArr)
                    .orElseThrow()
                    .values()) {
                expected.add(fields.isPresent() ? item.toJson() : name(item));
            }
            List<String> actual = new ArrayList<>();
            for (String text : refs.orElseThrow().strings()) {
                Optional<StitchedEntity> found = canonical(text)
                        .flatMap(ref -> queries.byRefs(List.of(ref), filter).get(0));
                actual.add(found.map(entity ->
                                fields.isPresent() ? fields.get().of(entity).toJson() : name(entity.toValue()))
                        .orElse("null"));
            }
            assertEquals(expected, actual, recorded.at("/request").orElseThrow().toJson());
        }
        assertTrue(asked > 0, "no recorded refs");
    }

    /** There texts are compared as they are given. */
    private static Optional<EntityRef> canonical(String text) {
        try {
            return Optional.of(EntityRef.parse(text))
                    .filter(ref -> ref.toString().equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Each page is asked for with our own cursor in the place of theirs; limit and fields are given anew, a filter beside a cursor does not count. */
    @Test
    void pagesFollowOneAnother() throws IOException {
        Optional<String> cursor = Optional.empty();
        int asked = 0;
        for (Value recorded : records("by-query-cursor-quirks")) {
            Map<String, String> parameters = parameters(recorded);
            EntityQuery query = parameters.containsKey("cursor")
                    ? EntityQuery.ofCursor(cursor.orElseThrow())
                    : ordered(
                            parameters,
                            EntityQuery.all().profile(QueryProfile.BACKSTAGE).filter(filter(recorded)));
            EntityPage page = queries.find(query.limit(Integer.parseInt(parameters.getOrDefault("limit", "200"))));
            FieldSelection fields = FieldSelection.parse(parameters.get("fields"));
            List<String> expected = new ArrayList<>();
            recorded.at("/body/items")
                    .flatMap(Value::asArr)
                    .orElseThrow()
                    .values()
                    .forEach(item -> expected.add(item.toJson()));
            assertEquals(
                    expected,
                    page.items().stream()
                            .map(entity -> fields.of(entity).toJson())
                            .toList());
            assertEquals(recorded.at("/body/totalItems"), Optional.of(Value.Num.of(page.totalItems())));
            assertEquals(
                    recorded.at("/body/pageInfo/nextCursor").isPresent(),
                    page.next().isPresent());
            assertEquals(
                    recorded.at("/body/pageInfo/prevCursor").isPresent(),
                    page.previous().isPresent());
            if (cursor.isEmpty()) {
                cursor = page.next().map(EntityQuery::cursor); // both other records go on from the first
            }
            asked++;
        }
        assertTrue(asked > 0, "no recorded pages");
    }

    private static EntityQuery ordered(Map<String, String> parameters, EntityQuery query) {
        String[] order = parameters.getOrDefault("orderField", "").split(",");
        return order[0].isEmpty() ? query : query.orderBy(order[0]);
    }

    @Test
    void facetsAreOfWhatPasses() throws IOException {
        int asked = 0;
        for (Value recorded : records("facets")) {
            if (!isAnswered(recorded)) {
                continue;
            }
            asked++;
            Value.Obj expected =
                    recorded.at("/body/facets").flatMap(Value::asObj).orElseThrow();
            EntityQuery query =
                    EntityQuery.all().profile(QueryProfile.BACKSTAGE).filter(filter(recorded));
            queries.facets(query, expected.keys()).forEach((key, values) -> {
                List<FacetValue> wanted = expected.arr(key).orElseThrow().values().stream()
                        .map(value -> value.to(FacetValue.class))
                        .toList();
                assertEquals(
                        wanted, values, recorded.at("/request").orElseThrow().toJson());
            });
        }
        assertTrue(asked > 0, "no recorded facets");
    }

    private static List<Value> records(String file) throws IOException {
        return RecordedCatalog.json("api/" + file + ".json")
                .asArr()
                .orElseThrow()
                .values();
    }

    private static boolean isAnswered(Value recorded) {
        return recorded.at("/status").equals(Optional.of(Value.Num.of(200)));
    }

    private static EntityFilter filter(Value recorded) {
        EntityFilter inBody = recorded.at("/request/body/query")
                .map(EntityFilter::ofPredicate)
                .orElse(EntityFilter.everything());
        String inPath = parameters(recorded).getOrDefault("filter", "");
        return inBody.and(EntityFilter.parse(inPath));
    }

    private static Map<String, String> parameters(Value recorded) {
        String path = recorded.at("/request/path").flatMap(Value::asString).orElseThrow();
        Map<String, String> parameters = new LinkedHashMap<>();
        if (path.contains("?")) {
            for (String parameter : path.substring(path.indexOf('?') + 1).split("&")) {
                String[] parts = parameter.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String name(Value item) {
        return item.at("/metadata/name").flatMap(Value::asString).orElse("null");
    }
}
