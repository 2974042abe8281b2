package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link CatalogStore} promises. A test class of an implementation extends this one and says how a store is made:
 *
 * <pre>{@code
 * class MyCatalogStoreTckTest extends CatalogStoreTck {
 *     @Override
 *     protected CatalogStore emptyStore(TestClock clock) {
 *         return new MyCatalogStore(clock);
 *     }
 * }
 * }</pre>
 *
 * <p>Tests run by JUnit Jupiter, properties by jqwik, so that both engines must be on the test path. What a store needs to be closed the class does in
 * methods of its own.
 */
public abstract class CatalogStoreTck extends CatalogStoreProperties {

    /** For the tests of implementations. */
    protected CatalogStoreTck() {}

    /**
     * A store without any facts, that shares nothing with those made before.
     *
     * @param clock dates changes, orphans and leases; it stands still until a test moves it
     */
    @Override
    protected abstract CatalogStore emptyStore(TestClock clock);

    /**
     * The same store, as a node finds it that comes later: after a restart, or beside the first, which may go on with its own. A store that lives in one
     * process gives itself.
     */
    @Override
    protected CatalogStore reopened(CatalogStore store) {
        return store;
    }

    /** A node has ended that had reopened a store: what that held of it, such as connections, can be closed. By default nothing is. */
    @Override
    protected void ended(CatalogStore store) {}

    /** How many Locations, each in the file that the one before names, make a long chain. Each takes some transactions of its own. */
    protected int longChain() {
        return 5_000;
    }

    /** How many of the latest changes the feed keeps; empty if all, or too many to try. */
    protected OptionalInt changesKept() {
        return OptionalInt.empty();
    }

    @Nested
    @DisplayName("1: what a path from a provider reaches is live")
    class LivenessPromise extends LivenessCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("2: a failed read is not an empty answer")
    class FailedReadPromise extends FailedReadCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("3: commits and publishes count or are superseded, one by one")
    class ClaimPromise extends ClaimCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("3: a crash at any call loses nothing and leaves nothing half visible")
    class CrashPromise extends CrashCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("4: the incumbent keeps its ref, else the smallest claim wins")
    class ConflictPromise extends ConflictCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("5: who waits for a change sees it")
    class ReceiptPromise extends ReceiptCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("5: a change is settled when all is done that follows from it, whatever else is under way")
    class CausePromise extends CauseCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("6: a mass removal is held back")
    class GuardPromise extends GuardCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("7: the feed gives every change in commit order")
    class FeedPromise extends FeedCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("8: nodes that work at once leave nothing behind")
    class SharingPromise extends SharingCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("What was visible or given can be had again, as long as that is kept")
    class HistoryPromise extends HistoryCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("Refreshing looks again at what was named, and at nothing else")
    class RefreshPromise extends RefreshCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("Opening keeps what is known, and evicts providers that are gone")
    class OpeningPromise extends OpeningCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("A task is run by one node at a time, when it is due")
    class SchedulePromise extends ScheduleCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }

    @Nested
    @DisplayName("What providers keep is replaced by who knows it")
    class ProviderStatePromise extends ProviderStateCases {
        @Override
        CatalogStoreTck tck() {
            return CatalogStoreTck.this;
        }
    }
}
