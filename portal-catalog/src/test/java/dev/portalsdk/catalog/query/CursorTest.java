package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final EntityQuery QUERY = EntityQuery.all()
            .filter("kind=component,metadata.name=ä")
            .fullText("Äpfel", "metadata.title")
            .orderBy("spec.type")
            .orderByDescending("metadata.name")
            .at(new EntityQuery.Position(
                    List.of(Optional.of("service"), Optional.empty()), EntityRef.parse("component:default/x"), true));

    @Test
    void aCursorHoldsTheWholeQuestionButItsSize() {
        assertEquals(QUERY, EntityQuery.ofCursor(QUERY.limit(5).offset(3).cursor()));
        EntityQuery backstage = EntityQuery.all().profile(QueryProfile.BACKSTAGE);
        assertEquals(backstage, EntityQuery.ofCursor(backstage.cursor()));
        assertTrue(QUERY.cursor().matches("[A-Za-z0-9_-]+"), QUERY.cursor());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "{}",
                "[]",
                "null",
                "{\"v\":1}",
                "{\"v\":2,\"profile\":\"standard\",\"filter\":{},\"order\":[]}",
                "{\"v\":1,\"profile\":\"none\",\"filter\":{},\"order\":[]}",
                "{\"v\":1,\"profile\":\"standard\",\"filter\":{\"a\":null},\"order\":[]}",
                "{\"v\":1,\"profile\":\"standard\",\"filter\":{},\"order\":[{}]}",
                "{\"v\":1,\"profile\":\"standard\",\"filter\":{},\"order\":[],\"at\":{\"values\":[\"x\"],\"ref\":\"a:b/c\",\"backwards\":false}}",
                "{\"v\":1,\"profile\":\"standard\",\"filter\":{},\"order\":[],\"at\":{\"values\":[],\"ref\":\"c\",\"backwards\":false}}",
                "{\"v\":1,\"profile\":\"standard\",\"filter\":{},\"order\":[{\"field\":\"a\",\"descending\":true}],\"at\":{\"values\":[1],\"ref\":\"a:b/c\",\"backwards\":false}}"
            })
    void whatIsNoneIsRefused(String json) {
        String cursor = Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        String told = assertThrows(IllegalArgumentException.class, () -> EntityQuery.ofCursor(cursor))
                .getMessage();
        assertTrue(told.startsWith("Not a cursor of this catalog"), told);
        assertThrows(IllegalArgumentException.class, () -> EntityQuery.ofCursor(json + "*"));
    }

    @Test
    void aFilterMayBeAddedToManyTimes() {
        EntityQuery query = EntityQuery.all();
        EntityFilter any = EntityFilter.has("a");
        for (int i = 0; i < 200; i++) {
            query = query.filter("metadata.labels.l" + i);
            any = any.or(EntityFilter.has("metadata.labels.l" + i));
        }
        query = query.filter(any);
        assertEquals(query, EntityQuery.ofCursor(query.cursor()));
    }

    /** Not by whoever comes with it later. */
    @Test
    void whatCouldNotBeReadBackIsNotWritten() {
        EntityFilter deep = EntityFilter.has("a");
        for (int i = 0; i < 60; i++) {
            deep = EntityFilter.not(deep);
        }
        for (EntityFilter filter : List.of(deep, EntityFilter.has("$text"))) {
            EntityQuery query = EntityQuery.all().filter(filter);
            assertThrows(IllegalArgumentException.class, query::cursor, filter.toString());
        }
    }

    @Test
    void tooLongOnesAreRefusedBothWays() {
        String[] many = IntStream.range(0, 9_000).mapToObj(i -> "value-" + i).toArray(String[]::new);
        EntityQuery large = EntityQuery.all().filter(EntityFilter.where("metadata.name", many));
        assertTrue(assertThrows(IllegalArgumentException.class, large::cursor)
                .getMessage()
                .contains("65536"));
        assertThrows(IllegalArgumentException.class, () -> EntityQuery.ofCursor("A".repeat(70_000)));
    }

    @Test
    void anotherOrderStartsAnew() {
        assertEquals(Optional.empty(), QUERY.orderBy("kind").position());
        assertEquals(Optional.empty(), QUERY.profile(QueryProfile.BACKSTAGE).position());
    }
}
