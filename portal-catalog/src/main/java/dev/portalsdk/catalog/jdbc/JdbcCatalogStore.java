package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.catalog.store.facts.ChangeHistories;
import dev.portalsdk.catalog.store.facts.FactTransaction;
import dev.portalsdk.catalog.store.facts.StoredTexts;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.Migrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.kind.Kinds;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * The facts of a catalog in a database: PostgreSQL 14 or later, for any number of nodes, or SQLite, for one. A restart loses nothing.
 *
 * <p>Each method is one transaction, tried again after deadlocks and lost connections. What changes who gives what is decided by one transaction at a
 * time; work is handed out to many at once. Leases and dates are by the database's clock. For any number of threads.
 *
 * <p>On PostgreSQL each open store keeps one connection of the pool to listen to other nodes, and takes one more for each transaction: a pool of ten
 * serves one store, and needs one connection more for each further store. {@link Database.Builder#listener} takes the one that listens elsewhere. If the
 * pool has none to spare, a node finds out what others made visible at the next poll, a second later unless set.
 */
public final class JdbcCatalogStore implements CatalogStore, AutoCloseable {
    private static final Migrations MIGRATIONS = Migrations.of("catalog", JdbcCatalogStore.class, "facts");

    private final Database database;
    private final boolean ownDatabase;
    private final StoreTransactions transactions;
    private final JdbcWork work;
    private final JdbcFeed feed;
    private final JdbcFacts facts;
    private final JdbcSchedules schedules;
    private final JdbcProviderState providerState;
    private final ChangeHistory history;

    private JdbcCatalogStore(Database database, boolean ownDatabase, KindSet kinds) {
        this.database = database;
        this.ownDatabase = ownDatabase;
        this.transactions = new StoreTransactions(database, kinds);
        this.work = new JdbcWork(transactions);
        this.feed = new JdbcFeed(transactions);
        this.facts = new JdbcFacts(transactions);
        this.schedules = new JdbcSchedules(transactions);
        this.providerState = new JdbcProviderState(transactions);
        this.history = new JdbcHistory(transactions);
    }

    /**
     * A store whose tables are made or brought up to date now.
     *
     * @throws dev.portalsdk.jdbc.DatabaseException if the database cannot be used
     */
    public static JdbcCatalogStore of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /** A store with settings of its own. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(Database.of(dataSource), true);
    }

    /** A store on a database that others use too; it stays open when the store is closed. */
    public static Builder builder(Database database) {
        return new Builder(database, false);
    }

    /** The tables, as a host may want to make them by itself. */
    public static Migrations migrations() {
        return MIGRATIONS;
    }

    /** Settings of a {@link JdbcCatalogStore}; for one thread. */
    public static final class Builder {
        private final Database database;
        private final boolean own;
        private boolean migrate = true;
        private KindSet kinds = Kinds.standard();

        private Builder(Database database, boolean own) {
            this.database = database;
            this.own = own;
        }

        /** Whether tables are made or brought up to date; by default they are. Otherwise the host runs {@link #migrations()}, or the files of it. */
        public Builder migrate(boolean value) {
            this.migrate = value;
            return this;
        }

        /** The kinds of the entities that are read before a catalog opens the store with its own; by default the standard ones. */
        public Builder kinds(KindSet set) {
            this.kinds = Objects.requireNonNull(set);
            return this;
        }

        /**
         * The store.
         *
         * @throws dev.portalsdk.jdbc.DatabaseException if the database cannot be used
         */
        public JdbcCatalogStore build() {
            if (migrate) {
                MIGRATIONS.migrate(database);
            }
            return new JdbcCatalogStore(database, own, kinds);
        }
    }

    @Override
    public int open(StoreSetup setup) {
        work.lease(setup.lease());
        transactions.read(setup.kinds());
        return transactions.decidingRows((sql, rows) -> {
            new HistoryTable(sql, rows.now()).keep(setup.history());
            List<String> evicted = new ArrayList<>();
            int gone = new FactTransaction(rows).open(setup, evicted);
            if (!evicted.isEmpty()) {
                sql.update(
                        "DELETE FROM catalog_state WHERE provider {in}",
                        evicted.stream().map(StoredText::of).toList());
            }
            process(sql, rows, setup.processing());
            return gone;
        });
    }

    private static void process(BulkSql sql, JdbcRows rows, String processing) throws SQLException {
        String now = StoredText.of(processing);
        List<Optional<String>> before =
                sql.query("SELECT processing FROM catalog_store", row -> Optional.ofNullable(row.getString(1)));
        if (before.get(0).filter(last -> !last.equals(now)).isPresent()) {
            new WorkTable(sql).doAllAnew(rows.nextId(), rows.nextId());
        }
        if (!before.get(0).equals(Optional.of(now))) {
            sql.update("UPDATE catalog_store SET processing = ?", now);
        }
    }

    @Override
    public MutationResult apply(String provider, Mutation mutation, RemovalGuard guard) {
        return transactions.deciding(StoredTexts.of(mutation), facts -> facts.apply(provider, mutation, guard));
    }

    @Override
    public MutationResult releaseHeld(String provider) {
        return transactions.deciding(facts -> facts.releaseHeld(provider));
    }

    @Override
    public MutationResult restore(long removal) {
        return transactions.decidingRows((sql, rows) -> {
            RemovalTable.Removed removed = new HistoryTable(sql, rows.now())
                    .find(removal)
                    .orElseThrow(() -> ChangeHistories.noRemoval(removal));
            return new FactTransaction(rows).restore(removed.removal(), removed.given(), removed.sources());
        });
    }

    @Override
    public long refresh(Refresh what) {
        return transactions.deciding(facts -> facts.refresh(what));
    }

    @Override
    public OptionalLong remove(EntityRef ref) {
        return transactions.deciding(facts -> facts.remove(ref));
    }

    @Override
    public int deleteOrphans(Instant since) {
        boolean none = transactions.reading(sql -> sql.query(
                        "SELECT 1 FROM catalog_entity WHERE orphan_since <= ? LIMIT 1",
                        row -> row.getInt(1),
                        FactJson.micros(since))
                .isEmpty());
        return none ? 0 : transactions.deciding(facts -> facts.deleteOrphans(since));
    }

    @Override
    public List<Claim> claimDue(int limit, int urls) {
        return work.claimDue(limit, urls);
    }

    @Override
    public List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return outcomes.isEmpty()
                ? List.of()
                : transactions.deciding(StoredTexts.of(outcomes), facts -> facts.commit(outcomes));
    }

    @Override
    public List<StitchClaim> claimStitchable(int limit, boolean early) {
        return work.claimStitchable(limit, early);
    }

    @Override
    public List<CommitResult> publish(List<Stitched> results) {
        return results.isEmpty() ? List.of() : transactions.deciding(facts -> facts.publish(results));
    }

    @Override
    public void release(List<? extends Claim> claims) {
        work.release(claims);
    }

    @Override
    public boolean isSettled(long cause) {
        return work.isSettled(cause);
    }

    @Override
    public Registration listen(Runnable wake) {
        return database.listen(StoreTransactions.CHANNEL, wake)::close;
    }

    @Override
    public Backlog backlog() {
        return work.backlog();
    }

    @Override
    public CatalogFacts facts() {
        return facts;
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public ChangeHistory history() {
        return history;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public ProviderState providerState() {
        return providerState;
    }

    @Override
    public StoreIntake intake() {
        return new JdbcIntake(transactions);
    }

    /** Stops listening, and gives back what connections it keeps. The host's {@code DataSource} stays open. */
    @Override
    public void close() {
        if (ownDatabase) {
            database.close();
        }
    }
}
