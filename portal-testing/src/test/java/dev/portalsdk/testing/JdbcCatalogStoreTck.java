package dev.portalsdk.testing;

import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The contract with fewer random lives: a database takes longer for each than memory does. */
abstract class JdbcCatalogStoreTck extends CatalogStoreTck {
    private static final int TRIES = 5;

    @Override
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anyHistoryEndsInTheCatalogOfAFreshLoad(@ForAll("histories") List<Step> history) {
        super.anyHistoryEndsInTheCatalogOfAFreshLoad(history);
    }

    @Override
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void crashesMakeNoDifference(@ForAll("historiesWithCrashes") List<Step> history) {
        super.crashesMakeNoDifference(history);
    }

    @Override
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void theFeedToldToACopyGivesTheCatalog(@ForAll("severalHistories") List<List<Step>> rounds) {
        super.theFeedToldToACopyGivesTheCatalog(rounds);
    }

    @Override
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anIncumbentKeepsItsRefAndElseTheSmallestClaimWins(@ForAll("rounds") List<List<Step>> rounds) {
        super.anIncumbentKeepsItsRefAndElseTheSmallestClaimWins(rounds);
    }
}
