package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What every implementation of {@link EntityQueries} must answer: on any catalog, after any changes in any batches, what {@link NaiveQueries} answers.
 */
public abstract class EntityQueriesTck {
    private static final int BATCHES = 6;
    private static final int QUESTIONS = 12;

    /** A catalog that takes changes from one provider. */
    public interface Subject extends AutoCloseable {
        /** Applies a change; when it returns, the answers follow from it. */
        void apply(Mutation mutation);

        /** What is visible. */
        ChangeFeed changes();

        /** What is asked. */
        EntityQueries queries();

        @Override
        void close();
    }

    /** A catalog without entities. */
    protected abstract Subject start();

    /** Changes by chance, and after each batch some questions. */
    private interface Questions {
        void ask(RandomCatalog random, NaiveQueries expected, EntityQueries actual);
    }

    private void afterAnyChanges(long seed, Questions questions) {
        RandomCatalog random = new RandomCatalog(seed);
        try (Subject subject = start()) {
            for (int batch = 0; batch < BATCHES; batch++) {
                subject.apply(mutation(random));
                NaiveQueries expected =
                        new NaiveQueries(subject.changes().snapshot().entities());
                for (int i = 0; i < QUESTIONS; i++) {
                    questions.ask(random, expected, subject.queries());
                }
            }
        }
    }

    private static Mutation mutation(RandomCatalog random) {
        Map<EntityRef, ProvidedEntity> added = new HashMap<>();
        Set<EntityRef> removed = new HashSet<>();
        int size = random.pick(List.of(1, 1, 2, 5, 30));
        for (int i = 0; i < size; i++) {
            if (random.below(3) == 0) {
                removed.add(random.ref());
            } else {
                ProvidedEntity entity =
                        new ProvidedEntity(EntityDescriptor.of(random.document()), LocationRef.parse("provider:tck"));
                added.put(entity.ref(), entity);
            }
        }
        removed.removeAll(added.keySet());
        return new Mutation.Delta(List.copyOf(added.values()), removed);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void pagesHoldWhatIsAskedForInOrder(@ForAll long seed) {
        afterAnyChanges(seed, (random, expected, actual) -> {
            EntityQuery query = random.query().offset(random.pick(List.of(0, 0, 1, 5)));
            if (random.below(2) == 0) {
                query = query.limit(random.below(8));
            }
            EntityPage wanted = expected.find(query);
            EntityPage given = actual.find(query);
            assertEquals(shown(wanted.items()), shown(given.items()), query.toString());
            assertEquals(wanted.totalItems(), given.totalItems(), query.toString());
        });
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void pagesCanBeTurnedBothWays(@ForAll long seed) {
        afterAnyChanges(seed, (random, expected, actual) -> {
            EntityQuery query = random.query();
            List<String> whole = shown(expected.find(query).items());
            int limit = 1 + random.below(5);
            List<String> forward = new ArrayList<>();
            EntityPage page = actual.find(query.limit(limit));
            forward.addAll(shown(page.items()));
            assertEquals(Optional.empty(), page.previous(), query.toString());
            while (page.next().isPresent()) {
                page = actual.find(throughText(page.next().get()).limit(limit));
                assertTrue(page.items().size() == limit || page.next().isEmpty(), query.toString());
                forward.addAll(shown(page.items()));
            }
            assertEquals(whole, forward, query.toString());
            List<String> backward = new ArrayList<>(reversed(shown(page.items())));
            while (page.previous().isPresent()) {
                page = actual.find(throughText(page.previous().get()).limit(limit));
                backward.addAll(reversed(shown(page.items())));
            }
            assertEquals(reversed(whole), backward, query.toString());
        });
    }

    private static EntityQuery throughText(EntityQuery query) {
        EntityQuery read = EntityQuery.ofCursor(query.cursor());
        assertEquals(query.filter(), read.filter());
        assertEquals(query.position(), read.position());
        return read;
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void countsAndFacetsAreOfWhatIsAskedFor(@ForAll long seed) {
        afterAnyChanges(seed, (random, expected, actual) -> {
            EntityQuery query = random.query();
            List<String> keys = List.of(random.key(), random.key(), "kind");
            assertEquals(expected.count(query), actual.count(query), query.toString());
            assertEquals(expected.facets(query, keys), actual.facets(query, keys), query + " " + keys);
        });
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void entitiesAreFoundByTheirRefs(@ForAll long seed) {
        afterAnyChanges(seed, (random, expected, actual) -> {
            List<EntityRef> refs = List.of(random.ref(), random.ref(), random.ref());
            EntityFilter filter = random.filter(1);
            assertEquals(texts(expected.byRefs(refs)), texts(actual.byRefs(refs)));
            assertEquals(texts(expected.byRefs(refs, filter)), texts(actual.byRefs(refs, filter)), filter.toString());
            assertEquals(texts(expected.byRefs(refs).subList(0, 1)), texts(List.of(actual.byRef(refs.get(0)))));
        });
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void walksReachWhatThereIsAWayTo(@ForAll long seed) {
        afterAnyChanges(seed, (random, expected, actual) -> {
            RelationWalk walk = random.walk();
            RelationWalk.Result wanted = expected.walk(walk);
            RelationWalk.Result given = actual.walk(walk);
            assertEquals(steps(wanted), steps(given), walk.toString());
            assertEquals(wanted.complete(), given.complete(), walk.toString());
            given.steps()
                    .forEach(step ->
                            assertEquals(step.depth(), given.pathTo(step.ref()).size(), walk + " to " + step.ref()));
        });
    }

    /** Entities come and go while somebody turns pages: who stays is met once. */
    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whoeverStaysIsMetOnce(@ForAll long seed) {
        RandomCatalog random = new RandomCatalog(seed);
        try (Subject subject = start()) {
            for (int i = 0; i < 3; i++) {
                subject.apply(mutation(random));
            }
            EntityQuery query = random.query().profile(QueryProfile.STANDARD);
            Map<EntityRef, StitchedEntity> stayed = visible(subject);
            List<EntityRef> met = new ArrayList<>();
            Optional<EntityQuery> next = Optional.of(query.limit(2));
            while (next.isPresent()) {
                EntityPage page = subject.queries().find(next.get());
                page.items().forEach(entity -> met.add(entity.ref()));
                next = page.next();
                subject.apply(mutation(random));
                Map<EntityRef, StitchedEntity> now = visible(subject);
                stayed.entrySet().removeIf(was -> !was.getValue().equals(now.get(was.getKey())));
                stayed.keySet().removeIf(ref -> !now.containsKey(ref));
            }
            boolean ofRelations =
                    query.toString().contains("relations.") || query.toString().contains("RelatedTo");
            assertEquals(Set.copyOf(met).size(), met.stream().distinct().count());
            for (EntityRef ref : stayed.keySet()) {
                boolean asked = subject.queries()
                                .byRefs(List.of(ref), query.filter())
                                .get(0)
                                .isPresent()
                        && subject.queries().find(query).items().stream()
                                .anyMatch(entity -> entity.ref().equals(ref));
                long times = met.stream().filter(ref::equals).count();
                // Relations of others change what an entity answers to, though it stayed as it is.
                assertTrue(ofRelations || times == (asked ? 1 : 0), ref + " was met " + times + " times by " + query);
            }
        }
    }

    private static Map<EntityRef, StitchedEntity> visible(Subject subject) {
        Map<EntityRef, StitchedEntity> visible = new HashMap<>();
        subject.changes().snapshot().entities().forEach(entity -> visible.put(entity.ref(), entity));
        return visible;
    }

    private static List<String> shown(List<StitchedEntity> entities) {
        return entities.stream().map(EntityQueriesTck::text).toList();
    }

    private static List<String> texts(List<Optional<StitchedEntity>> entities) {
        return entities.stream()
                .map(entity -> entity.map(EntityQueriesTck::text).orElse("none"))
                .toList();
    }

    private static String text(StitchedEntity entity) {
        return entity.ref() + " " + entity.relations();
    }

    private static List<String> steps(RelationWalk.Result result) {
        return result.steps().stream()
                .map(step -> step.ref() + " " + step.entity().map(EntityQueriesTck::text) + " " + step.depth() + " "
                        + step.via())
                .toList();
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
