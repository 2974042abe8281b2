package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.catalog.store.facts.FactTransaction;
import dev.portalsdk.catalog.store.facts.StoredTexts;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.TransactionBody;
import dev.portalsdk.model.KindSet;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;

/** The kinds of transactions of a store, and what they share. For any number of threads. */
final class StoreTransactions {
    /** Tells nodes that something has changed. */
    static final String CHANNEL = "portal-catalog";

    /** Drawn at random: who has it decides about the facts, or, shared, relies on nobody else doing so. */
    private static final long FACTS_LOCK = 0x5f3a_91c7_42de_0b68L;

    private final Database database;
    private final JustWritten justWritten = new JustWritten();
    private volatile EntityReader entities;

    StoreTransactions(Database database, KindSet kinds) {
        this.database = database;
        this.entities = new EntityReader(kinds);
    }

    /** From now on entities are of these kinds. */
    void read(KindSet kinds) {
        entities = new EntityReader(kinds);
        justWritten.clear();
    }

    EntityReader entities() {
        return entities;
    }

    JustWritten justWritten() {
        return justWritten;
    }

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

    /** As {@link Statements}, with the rows that the store's rules go by. */
    @FunctionalInterface
    interface RowStatements<T> {
        T run(BulkSql sql, JdbcRows rows) throws SQLException;
    }

    /** What a transaction gave, and what it wrote. */
    private record Decided<T>(T result, JustWritten.Batch written) {}

    private static <T> TransactionBody<T> plain(TransactionBody<T> body) {
        return connection -> {
            try {
                return body.run(connection);
            } catch (FailedStatement e) {
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
        return database.read(plain(connection -> body.apply(rows(sql(connection)))));
    }

    <T> T writing(Statements<T> body) {
        return database.write(plain(connection -> body.run(sql(connection))));
    }

    <T> T writing(TimedStatements<T> body) {
        return database.write(plain(connection -> body.run(sql(connection), database.now(connection))));
    }

    /** Writes nothing that is decided about the facts, so that many can do it at once. */
    <T> T writingRows(RowStatements<T> body) {
        return database.write(plain(connection -> {
            BulkSql sql = sql(connection);
            return body.run(sql, rows(sql));
        }));
    }

    /** As {@link #writingRows}, and tells all who listen. */
    <T> T telling(RowStatements<T> body) {
        return writingRows((sql, rows) -> {
            T result = body.run(sql, rows);
            database.signal(sql.connection(), CHANNEL);
            return result;
        });
    }

    /** Decides something about the facts, alone, and tells all who listen. */
    <T> T deciding(Function<FactTransaction, T> body) {
        return decidingRows((sql, rows) -> body.apply(new FactTransaction(rows)));
    }

    /** As {@link #deciding}, about what is written out already. */
    <T> T deciding(StoredTexts texts, Function<FactTransaction, T> body) {
        return decidingRows((sql, rows) -> body.apply(new FactTransaction(rows, texts)));
    }

    /** As {@link #deciding}, by statements too. */
    <T> T decidingRows(RowStatements<T> body) {
        Decided<T> decided = database.write(plain(connection -> {
            database.lock(connection, FACTS_LOCK);
            BulkSql sql = sql(connection);
            JdbcRows rows = rows(sql);
            T result = body.run(sql, rows);
            database.signal(connection, CHANNEL);
            return new Decided<>(result, rows.written());
        }));
        justWritten.committed(decided.written());
        return decided.result();
    }

    private BulkSql sql(Connection connection) {
        return new BulkSql(connection, database.dialect());
    }

    private JdbcRows rows(BulkSql sql) {
        return new JdbcRows(sql, database, new BodyReader(sql, entities, justWritten));
    }
}
