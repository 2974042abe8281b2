package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.catalog.RecordedCatalog;
import dev.portalsdk.catalog.RecordedEntities;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries over the recorded entities: facets as recorded, and what the standard profile does otherwise. */
class EntityQueriesTest {
    private InMemoryIndex queries;

    @BeforeEach
    void load() throws IOException {
        queries = new InMemoryIndex(RecordedEntities.asFeed());
        queries.catchUp();
    }

    @Test
    void facetsAreCountedAsRecorded() throws IOException {
        int asked = 0;
        for (Value recorded :
                RecordedCatalog.json("api/facets.json").asArr().orElseThrow().values()) {
            String path = recorded.at("/request/path").flatMap(Value::asString).orElseThrow();
            boolean plain = path.matches("/entity-facets\\?facet=[^&=]+(&facet=[^&=]+)*");
            if (!plain || !recorded.at("/status").equals(Optional.of(Value.Num.of(200)))) {
                continue;
            }
            asked++;
            List<String> keys = List.of(
                    path.substring(path.indexOf('?') + 1).replace("facet=", "").split("&"));
            Map<String, List<FacetValue>> facets =
                    queries.facets(EntityQuery.all().profile(QueryProfile.BACKSTAGE), keys);
            for (String key : keys) {
                List<FacetValue> expected = new ArrayList<>();
                for (Value value : recorded.at("/body/facets")
                        .flatMap(Value::asObj)
                        .flatMap(all -> all.arr(key))
                        .orElseThrow()
                        .values()) {
                    expected.add(value.to(FacetValue.class));
                }
                assertEquals(expected, facets.get(key), key);
            }
        }
        assertEquals(true, asked > 0, "no recorded facets");
    }

    @Test
    void theStandardOrderDropsNothingAndIsTotal() {
        EntityPage page = queries.find(EntityQuery.all()
                .filter("kind=component")
                .orderByDescending("metadata.labels.tier")
                .orderBy("metadata.name")
                .limit(6));
        assertEquals(queries.count(EntityFilter.where("kind", "component")), page.totalItems());
        assertEquals(
                List.of("legacymonolith", "web-shop", "alias-anchors", "orders", "bad-owner-ref", "dup-in-same-file"),
                page.items().stream().map(entity -> entity.ref().name()).toList());
    }

    @Test
    void pagesDoNotOverlap() {
        EntityQuery query = EntityQuery.all().orderBy("kind").limit(7);
        List<StitchedEntity> walked = new ArrayList<>();
        for (int offset = 0; offset < queries.find(query).totalItems(); offset += 7) {
            walked.addAll(queries.find(query.offset(offset)).items());
        }
        assertEquals(queries.find(EntityQuery.all().orderBy("kind")).items(), walked);
    }

    @Test
    void typedFiltersMeanWhatTheirTextsMean() {
        EntityFilter typed = EntityFilter.where("kind", "Component")
                .and(EntityFilter.anyOf(
                        EntityFilter.where("spec.type", "website"), EntityFilter.has("metadata.title")));
        assertEquals(
                queries.find(EntityQuery.all()
                                .filter(EntityFilter.parse(
                                        List.of("kind=component,spec.type=website", "kind=component,metadata.title"))))
                        .items(),
                queries.find(EntityQuery.all().filter(typed)).items());
        assertEquals(queries.all().size() - queries.count(typed), queries.count(EntityFilter.not(typed)));
    }

    @Test
    void fullTextIsPlainTextEverywhere() {
        assertEquals(List.of(), queries.find(EntityQuery.all().fullText("%")).items());
        assertEquals(
                List.of("component:default/orders"),
                queries.find(EntityQuery.all().fullText(" quickly & SAFELY ")).items().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void refsAreAnsweredInTheirOrder() {
        List<Optional<StitchedEntity>> found = queries.byRefs(List.of(
                EntityRef.parse("user:default/bob"),
                EntityRef.parse("user:default/nobody"),
                EntityRef.parse("Component:DEFAULT/Orders")));
        assertEquals(
                List.of("user:default/bob", "", "component:default/orders"),
                found.stream()
                        .map(entity -> entity.map(Object::toString).orElse(""))
                        .toList());
    }

    @Test
    void aFilterWithoutAKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> EntityFilter.parse("=x"));
    }
}
