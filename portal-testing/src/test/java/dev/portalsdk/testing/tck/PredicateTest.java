package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.model.Value;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The predicate language: what it means is tested on entities by the queries' own tests, here how it is read. */
class PredicateTest {

    @Test
    void keysOfOneObjectAreAnd() {
        assertEquals(
                EntityFilter.where("kind", "component").and(EntityFilter.has("spec.type")),
                read("{'kind': 'Component', 'spec.type': {'$exists': true}}"));
    }

    @Test
    void everyOperatorHasItsFilter() {
        assertEquals(EntityFilter.where("a", "1"), read("{'a': 1}"));
        assertEquals(EntityFilter.where("a", "1.5"), read("{'a': 1.50}"));
        assertEquals(EntityFilter.where("a", "true"), read("{'a': true}"));
        assertEquals(EntityFilter.where("a", "x", "2"), read("{'a': {'$in': ['X', 2]}}"));
        assertEquals(EntityFilter.where("a"), read("{'a': {'$in': []}}"));
        assertEquals(EntityFilter.where("a", "x"), read("{'a': {'$contains': 'x'}}"));
        assertEquals(EntityFilter.hasPrefix("a", "Pre"), read("{'a': {'$hasPrefix': 'pre'}}"));
        assertEquals(EntityFilter.not(EntityFilter.has("a")), read("{'a': {'$exists': false}}"));
        assertEquals(EntityFilter.not(EntityFilter.where("a", "x")), read("{'$not': {'a': 'x'}}"));
        assertEquals(EntityFilter.anyOf(), read("{'$any': []}"));
        assertEquals(EntityFilter.everything(), read("{'$all': []}"));
        assertEquals(EntityFilter.everything(), read("{}"));
    }

    @Test
    void relationsAreAskedByTypeAndTarget() {
        assertEquals(
                EntityFilter.where("relations.ownedBy", "group:default/a"),
                read("{'relations': {'$contains': {'type': 'ownedBy', 'targetRef': 'group:default/a'}}}"));
        assertEquals(
                EntityFilter.anyOf(EntityFilter.has("relations.ownedBy"), EntityFilter.has("relations.partOf")),
                read("{'relations': {'$contains': {'type': {'$in': ['ownedBy', 'partOf']}}}}"));
        assertEquals(
                EntityFilter.relatedTo("group:default/a", "group:default/b"),
                read("{'relations': {'$contains': {'targetRef': {'$in': ['group:default/a', 'group:default/B']}}}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'x'                                      | \"\" is a string",
                "{'$any': [{'a': 'x'}, {'b': null}]}      | \"/$any/1/b\" is null",
                "{'$all': {'a': 'x'}}                     | \"/$all\" is an object",
                "{'$and': []}                             | unknown operator $and",
                "{'$all': [], 'a': 'x'}                   | stand alone",
                "{'a/b': {'$prefix': 'x'}}                | \"/a~1b\" has the unknown operator $prefix",
                "{'a': {'$in': 'x'}}                      | \"/a/$in\" is a string, expected an array",
                "{'a': {'$in': [['x']]}}                  | \"/a/$in/0\" is an array",
                "{'a': {'$exists': 'yes'}}                | \"/a/$exists\" is a string, expected true or false",
                "{'a': {'$exists': true, '$in': []}}      | exactly one of",
                "{'a': {}}                                | exactly one of",
                "{'a': {'$contains': {'b': 'c'}}}         | only \"relations\"",
                "{'relations': {'$contains': {'to': 'c'}}} | expected \"type\""
            })
    void mistakesAreToldWithTheirPlace(String predicate, String message) {
        String json = predicate.equals("x") ? "'x'" : predicate;
        String told =
                assertThrows(IllegalArgumentException.class, () -> read(json)).getMessage();
        assertTrue(told.contains(message.strip()), told);
    }

    @Test
    void depthAndSizeAreLimited() {
        Value deep = Value.Obj.of("a", "x");
        for (int i = 0; i < 100; i++) {
            deep = Value.Obj.of("$not", deep);
        }
        Value tooDeep = deep;
        assertThrows(IllegalArgumentException.class, () -> EntityFilter.ofPredicate(tooDeep));
        Value wide = Value.Obj.of("a", Value.Obj.of("$in", java.util.Collections.nCopies(20_000, "x")));
        assertThrows(IllegalArgumentException.class, () -> EntityFilter.ofPredicate(wide));
    }

    @Property(tries = 500)
    void whatIsWrittenReadsBackEqual(@ForAll long seed) {
        EntityFilter filter = new RandomCatalog(seed).filter(4);
        assertEquals(filter, EntityFilter.ofPredicate(filter.toPredicate()));
        assertEquals(
                filter,
                EntityFilter.ofPredicate(Value.parseJson(filter.toPredicate().toJson())));
    }

    @Test
    void predicatesAnswerAsFiltersDo() {
        VisibleEntities feed = new VisibleEntities(Integer.MAX_VALUE);
        RandomCatalog random = new RandomCatalog(7);
        for (int i = 0; i < 60; i++) {
            feed.put(dev.portalsdk.model.EntityDescriptor.of(random.document()));
        }
        InMemoryIndex index = new InMemoryIndex(feed);
        index.catchUp();
        for (String key : List.of("kind", "spec.type", "metadata.tags", "relations.ownedBy")) {
            index.facets(EntityFilter.everything(), List.of(key))
                    .get(key)
                    .forEach(facet -> assertEquals(
                            index.count(EntityFilter.parse(key + "=" + facet.value())),
                            index.count(EntityFilter.ofPredicate(Value.Obj.of(key, facet.value()))),
                            facet.toString()));
        }
    }

    private static EntityFilter read(String json) {
        return EntityFilter.ofPredicate(Value.parseJson(json.replace('\'', '"')));
    }
}
