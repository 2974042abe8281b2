package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;

/** The contract with fewer random lives: a database takes longer for each than memory does. */
abstract class JdbcCatalogStoreTck extends CatalogStoreTck {
    private static final int TRIES = 5;

    private final JdbcStores stores;

    JdbcCatalogStoreTck(JdbcStores.Databases databases) {
        this.stores = new JdbcStores(databases);
    }

    @Override
    protected CatalogStore emptyStore(TestClock clock) {
        return stores.store(clock);
    }

    @Override
    protected CatalogStore reopened(CatalogStore store) {
        return stores.again(store);
    }

    @Override
    protected void ended(CatalogStore store) {
        stores.ended(store);
    }

    @Override
    protected int longChain() {
        return 1_000;
    }

    @AfterEach
    @AfterProperty
    void closeStores() {
        stores.close();
    }

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

    /** With lives in which an entity becomes an orphan before it is processed: that was handed out and never answered. */
    @Override
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, seed = "-162807455134105025")
    void theFeedToldToACopyGivesTheCatalog(@ForAll("severalHistories") List<List<Step>> rounds) {
        super.theFeedToldToACopyGivesTheCatalog(rounds);
    }

    @Override
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void anIncumbentKeepsItsRefAndElseTheSmallestClaimWins(@ForAll("rounds") List<List<Step>> rounds) {
        super.anIncumbentKeepsItsRefAndElseTheSmallestClaimWins(rounds);
    }
}
