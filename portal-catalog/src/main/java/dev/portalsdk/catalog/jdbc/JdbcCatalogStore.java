package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistories;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.CommitResult;
import dev.portalsdk.catalog.store.FactRows;
import dev.portalsdk.catalog.store.FactTransaction;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.Stitched;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.Migrations;
import dev.portalsdk.jdbc.TransactionBody;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.kind.Kinds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The facts of a catalog in a database: PostgreSQL 14 or later, for any number of nodes, or SQLite, for one. A restart loses nothing.
 *
 * <p>Each method is one transaction, tried again after deadlocks and lost connections. What changes who gives what is decided by one transaction at a
 * time; work is handed out to many at once. Leases and dates are by the database's clock. For any number of threads.
 */
public final class JdbcCatalogStore implements CatalogStore, AutoCloseable {
    private static final String CHANNEL = "portal-catalog";

    /** Drawn at random: who has it decides about the facts, or, shared, relies on nobody else doing so. */
    private static final long FACTS_LOCK = 0x5f3a_91c7_42de_0b68L;

    private static final Migrations MIGRATIONS = Migrations.of("catalog", JdbcCatalogStore.class, "facts");

    private final Database database;
    private final boolean ownDatabase;
    private final JdbcFeed feed = new JdbcFeed(this);
    private final JdbcFacts facts = new JdbcFacts(this);
    private final JdbcSchedules schedules = new JdbcSchedules(this);
    private final JdbcProviderState providerState = new JdbcProviderState(this);
    private final ChangeHistory history = new JdbcHistory(this);
    private volatile EntityReader entities;
    private volatile Duration lease = Duration.ofMinutes(1);

    private JdbcCatalogStore(Database database, boolean ownDatabase, KindSet kinds) {
        this.database = database;
        this.ownDatabase = ownDatabase;
        this.entities = new EntityReader(kinds);
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

    EntityReader entities() {
        return entities;
    }

    /** The database that it stands on. */
    Database database() {
        return database;
    }

    // Transactions

    /** Reads or writes by statements. */
    @FunctionalInterface
    interface Statements<T> {
        T run(BulkSql sql) throws SQLException;
    }

    /** As {@link Statements}, at a time. */
    @FunctionalInterface
    interface TimedStatements<T> {
        T run(BulkSql sql, Instant now) throws SQLException;
    }

    private static <T> TransactionBody<T> plain(TransactionBody<T> body) {
        return connection -> {
            try {
                return body.run(connection);
            } catch (JdbcRows.FailedStatement e) {
                throw e.failure();
            }
        };
    }

    <T> T reading(Statements<T> body) {
        return database.read(plain(connection -> body.run(sql(connection))));
    }

    <T> T reading(TimedStatements<T> body) {
        return database.read(plain(connection -> body.run(sql(connection), database.now(connection))));
    }

    <T> T readingRows(Function<FactRows, T> body) {
        return database.read(plain(connection -> body.apply(rows(connection, sql(connection)))));
    }

    <T> T writing(Statements<T> body) {
        return database.write(plain(connection -> body.run(sql(connection))));
    }

    <T> T writing(TimedStatements<T> body) {
        return database.write(plain(connection -> body.run(sql(connection), database.now(connection))));
    }

    private BulkSql sql(Connection connection) {
        return new BulkSql(connection, database.dialect());
    }

    private JdbcRows rows(Connection connection, BulkSql sql) throws SQLException {
        return new JdbcRows(sql, new JdbcRows.Session(database.now(connection), entities));
    }

    /** Decides something about the facts, alone, and tells all who listen. */
    private <T> T deciding(Function<FactTransaction, T> body) {
        return database.write(plain(connection -> {
            database.lock(connection, FACTS_LOCK);
            T result = body.apply(new FactTransaction(rows(connection, sql(connection))));
            database.signal(connection, CHANNEL);
            return result;
        }));
    }

    @Override
    public int open(StoreSetup setup) {
        lease = setup.lease();
        return database.write(plain(connection -> {
            database.lock(connection, FACTS_LOCK);
            BulkSql sql = sql(connection);
            JdbcRows rows = rows(connection, sql);
            new HistoryTable(sql, rows.now()).keep(setup.history());
            List<String> evicted = new ArrayList<>();
            int gone = new FactTransaction(rows).open(setup, evicted);
            if (!evicted.isEmpty()) {
                sql.update(
                        "DELETE FROM catalog_state WHERE provider {in}",
                        evicted.stream().map(StoredText::of).toList());
            }
            process(sql, rows, setup.processing());
            database.signal(connection, CHANNEL);
            return gone;
        }));
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
        return deciding(facts -> facts.apply(provider, mutation, guard));
    }

    @Override
    public MutationResult releaseHeld(String provider) {
        return deciding(facts -> facts.releaseHeld(provider));
    }

    @Override
    public MutationResult restore(long removal) {
        return database.write(plain(connection -> {
            database.lock(connection, FACTS_LOCK);
            BulkSql sql = sql(connection);
            JdbcRows rows = rows(connection, sql);
            HistoryTable.Removed removed = new HistoryTable(sql, rows.now())
                    .find(removal)
                    .orElseThrow(() -> ChangeHistories.noRemoval(removal));
            MutationResult result =
                    new FactTransaction(rows).restore(removed.removal(), removed.given(), removed.sources());
            database.signal(connection, CHANNEL);
            return result;
        }));
    }

    @Override
    public long refresh(Refresh what) {
        return deciding(facts -> facts.refresh(what));
    }

    @Override
    public OptionalLong remove(EntityRef ref) {
        return deciding(facts -> facts.remove(ref));
    }

    @Override
    public int deleteOrphans(Instant since) {
        boolean none = reading(sql -> sql.query(
                        "SELECT 1 FROM catalog_entity WHERE orphan_since <= ? LIMIT 1",
                        row -> row.getInt(1),
                        FactJson.micros(since))
                .isEmpty());
        return none ? 0 : deciding(facts -> facts.deleteOrphans(since));
    }

    @Override
    public List<Claim> claimDue(int limit, int urls) {
        return claiming((sql, rows) -> {
            Instant until = rows.now().plus(lease);
            WorkTable work = new WorkTable(sql);
            WorkTable.Taken sources = work.takeReads(false, limit, rows.now(), until, rows::nextId);
            int most = Math.min(urls, limit - sources.generations().size());
            sources.generations()
                    .putAll(work.takeReads(true, most, rows.now(), until, rows::nextId)
                            .generations());
            int left = limit - sources.generations().size();
            WorkTable.Taken nodes = work.takeNodes(left, rows.now(), until, rows::nextId);
            if (sources.generations().isEmpty() && nodes.generations().isEmpty()) {
                return List.of();
            }
            FactTransaction facts = new FactTransaction(rows);
            List<Claim> claims = new ArrayList<>(facts.sourceClaims(sources.generations()));
            claims.addAll(facts.entityClaims(nodes.generations(), new HashSet<>(nodes.onlyIfReadsChanged())));
            return claims;
        });
    }

    /** Hands out work. */
    @FunctionalInterface
    private interface Claiming<T> {
        List<T> run(BulkSql sql, JdbcRows rows) throws SQLException;
    }

    private <T> List<T> claiming(Claiming<T> body) {
        return database.write(plain(connection -> {
            BulkSql sql = sql(connection);
            return body.run(sql, rows(connection, sql));
        }));
    }

    @Override
    public List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return outcomes.isEmpty() ? List.of() : deciding(facts -> facts.commit(outcomes));
    }

    @Override
    public List<StitchClaim> claimStitchable(int limit, boolean early) {
        return claiming((sql, rows) -> {
            Instant until = rows.now().plus(lease);
            WorkTable.Taken taken = new WorkTable(sql).takeStitchable(limit, early, rows.now(), until, rows::nextId);
            return taken.generations().isEmpty()
                    ? List.of()
                    : new FactTransaction(rows).stitchClaims(taken.generations());
        });
    }

    @Override
    public List<CommitResult> publish(List<Stitched> results) {
        return results.isEmpty() ? List.of() : deciding(facts -> facts.publish(results));
    }

    @Override
    public void release(List<? extends Claim> claims) {
        if (!claims.isEmpty()) {
            database.write(plain(connection -> {
                BulkSql sql = sql(connection);
                new FactTransaction(rows(connection, sql))
                        .release(
                                claims,
                                (work, generations) -> JdbcRows.unchecked(() -> {
                                    new WorkTable(sql).release(work, generations);
                                    return true;
                                }));
                database.signal(connection, CHANNEL);
                return true;
            }));
        }
    }

    @Override
    public boolean isSettled(long cause) {
        return reading(sql -> new WorkTable(sql).isSettled(cause));
    }

    @Override
    public Registration listen(Runnable wake) {
        return database.listen(CHANNEL, wake)::close;
    }

    @Override
    public Backlog backlog() {
        return reading(sql -> new WorkTable(sql).backlog());
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

    /** Stops listening, and gives back what connections it keeps. The host's {@code DataSource} stays open. */
    @Override
    public void close() {
        if (ownDatabase) {
            database.close();
        }
    }
}
