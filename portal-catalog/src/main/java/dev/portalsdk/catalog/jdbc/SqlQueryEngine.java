package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.QueryEngine;
import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.Dialect;
import dev.portalsdk.jdbc.Migrations;
import dev.portalsdk.model.EntityValidator;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * Queries by SQL on PostgreSQL, for a catalog that outgrows the memory of its nodes.
 *
 * <pre>{@code
 * Catalog.builder().store(store).queries(SqlQueryEngine.of(dataSource))
 * }</pre>
 *
 * <p>The tables lie in the schema of the connections, and follow the store's change feed: use a store that lives as long as they do, the one in the same
 * database. Full text uses {@code pg_trgm} if a database has that extension, and works without. Pages ordered by name, title or type walk an index, and
 * tell values apart by their first 500 characters; other fields are sorted among all that match. Texts are ordered by code points. Immutable.
 */
public final class SqlQueryEngine implements QueryEngine {
    private static final Migrations SCHEMA = Migrations.of("catalog_queries", SqlQueryEngine.class, "queries");

    private final DataSource dataSource;
    private final Duration timeout;

    private SqlQueryEngine(DataSource dataSource, Duration timeout) {
        this.dataSource = Objects.requireNonNull(dataSource);
        this.timeout = timeout;
    }

    /** Over a pool of the host's, which it closes itself; no statement takes longer than half a minute. */
    public static SqlQueryEngine of(DataSource dataSource) {
        return new SqlQueryEngine(dataSource, Duration.ofSeconds(30));
    }

    /**
     * How long a statement may take before the database ends it.
     *
     * @throws IllegalArgumentException if that is not longer than zero
     */
    public SqlQueryEngine statementTimeout(Duration longest) {
        if (longest.isZero() || longest.isNegative()) {
            throw new IllegalArgumentException("A statement may take longer than " + longest);
        }
        return new SqlQueryEngine(dataSource, longest);
    }

    /** @throws CatalogException if the database is not PostgreSQL */
    @Override
    public QueryIndex start(ChangeFeed feed, EntityValidator validator) {
        Database database =
                Database.builder(dataSource).statementTimeout(timeout).build();
        if (database.dialect() != Dialect.POSTGRESQL) {
            database.close();
            throw new CatalogException("Queries by SQL need PostgreSQL, not " + database.dialect()
                    + ": leave them to the index in memory, QueryEngine.inMemory()");
        }
        SCHEMA.migrate(database);
        database.write(TextIndex::makeUnlessEmpty);
        return new SqlQueries(database, feed, new IndexedEntities(validator));
    }
}
