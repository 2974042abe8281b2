package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However the facts came to be what they are: the catalog is that of a fresh load. */
abstract class CatalogStoreProperties {

    protected abstract CatalogStore emptyStore(TestClock clock);

    protected CatalogStore reopened(CatalogStore store) {
        return store;
    }

    protected void ended(CatalogStore store) {}

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyHistoryEndsInTheCatalogOfAFreshLoad(@ForAll("histories") List<Step> history) {
        assertEndsFresh(history);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void crashesMakeNoDifference(@ForAll("historiesWithCrashes") List<Step> history) {
        assertEndsFresh(history);
    }

    private void assertEndsFresh(List<Step> history) {
        try (Cluster cluster = new Cluster(this, new World(false))) {
            cluster.doAll(history);
            cluster.comeToRest(history.size() % 2);
            cluster.assertFresh();
        }
    }

    /** Whoever asks again only for what the feed names knows all, relations of others and etags included. */
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theFeedToldToACopyGivesTheCatalog(@ForAll("severalHistories") List<List<Step>> rounds) {
        Map<EntityRef, Value> copy = new TreeMap<>();
        long version = 0;
        try (Cluster cluster = new Cluster(this, new World(true))) {
            for (List<Step> round : rounds) {
                cluster.doAll(round);
                cluster.comeToRest(0);
                Catalog catalog = cluster.catalog(1);
                Set<EntityRef> named = new TreeSet<>();
                for (Change change : catalog.changes().after(version, 100_000)) {
                    assertEquals(++version, change.version());
                    named.add(change.ref());
                    named.addAll(change.related());
                }
                for (EntityRef ref : named) {
                    Optional<StitchedEntity> now = catalog.queries().byRef(ref);
                    copy.remove(ref);
                    now.ifPresent(entity -> copy.put(ref, entity.toValue()));
                }
                assertEquals(Cluster.shown(catalog), copy);
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void anIncumbentKeepsItsRefAndElseTheSmallestClaimWins(@ForAll("rounds") List<List<Step>> rounds) {
        try (Cluster cluster = new Cluster(this, new World(true))) {
            cluster.comeToRest(0);
            Map<EntityRef, LocationRef> before = Map.of();
            for (List<Step> round : rounds) {
                round.stream().filter(step -> !(step instanceof Step.Work)).forEach(cluster::take);
                cluster.comeToRest(0);
                Map<EntityRef, LocationRef> now = winners(cluster.catalog(0));
                try (Catalog fresh = cluster.fresh()) {
                    Map<EntityRef, LocationRef> expected = new TreeMap<>(winners(fresh));
                    before.forEach((ref, incumbent) -> expected.computeIfPresent(
                            ref, (same, smallest) -> claims(cluster, ref).contains(incumbent) ? incumbent : smallest));
                    assertEquals(expected, now);
                }
                before = now;
            }
        }
    }

    private static Map<EntityRef, LocationRef> winners(Catalog catalog) {
        Map<EntityRef, LocationRef> winners = new TreeMap<>();
        catalog.queries().all().forEach(entity -> winners.put(entity.ref(), entity.location()));
        return winners;
    }

    private static Set<LocationRef> claims(Cluster cluster, EntityRef ref) {
        return cluster.store().facts().entity(ref).stream()
                .flatMap(facts -> facts.claims().stream())
                .filter(EntityFacts.Claimed::live)
                .map(claim -> claim.offered().location())
                .collect(Collectors.toSet());
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Step.histories(false);
    }

    @Provide
    Arbitrary<List<Step>> historiesWithCrashes() {
        return Step.histories(true);
    }

    @Provide
    Arbitrary<List<List<Step>>> severalHistories() {
        return Step.histories(true).list().ofMinSize(1).ofMaxSize(3);
    }

    /** Changes of sources alone: what is visible in between decides who is the incumbent. */
    @Provide
    Arbitrary<List<List<Step>>> rounds() {
        Arbitrary<Step> calm = Arbitraries.oneOf(Step.puts(), Step.happenings())
                .filter(step ->
                        !(step instanceof Step.Restart || step instanceof Step.Say || step instanceof Step.Forget));
        return calm.list().ofMinSize(1).ofMaxSize(6).list().ofMinSize(1).ofMaxSize(6);
    }
}
