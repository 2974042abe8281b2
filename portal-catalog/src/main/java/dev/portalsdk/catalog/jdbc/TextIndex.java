package dev.portalsdk.catalog.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** An index for parts of texts, where a database has the extension {@code pg_trgm}: in whatever schema, and maybe later than the tables. */
final class TextIndex {
    private TextIndex() {}

    /** Of empty tables it is made when they are filled, which is faster. */
    static boolean makeUnlessEmpty(Connection connection) throws SQLException {
        boolean filled = Sql.of("SELECT version FROM catalog_q_head").number(connection) > 0;
        return filled && make(connection);
    }

    /** What makes indexes or tables anew may take longer than a question may; until the end of the transaction. */
    static void takeTime(Connection connection) throws SQLException {
        Sql.of("SELECT set_config('statement_timeout', '0', true)").list(connection, row -> row.getString(1));
    }

    static boolean isThere(Connection connection) throws SQLException {
        return Sql.of("SELECT to_regclass('catalog_q_term_text')")
                .first(connection, row -> Optional.ofNullable(row.getString(1)))
                .flatMap(name -> name)
                .isPresent();
    }

    /** @return whether the database has the extension */
    static boolean make(Connection connection) throws SQLException {
        Optional<String> schema = Sql.of("""
                        SELECT quote_ident(n.nspname) FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
                        WHERE x.extname = 'pg_trgm'""").first(connection, row -> row.getString(1));
        if (schema.isPresent()) {
            takeTime(connection);
            Sql.of("CREATE INDEX IF NOT EXISTS catalog_q_term_text ON catalog_q_term USING gin (folded " + schema.get()
                            + ".gin_trgm_ops) WHERE kind < 2")
                    .update(connection);
        }
        return schema.isPresent();
    }
}
