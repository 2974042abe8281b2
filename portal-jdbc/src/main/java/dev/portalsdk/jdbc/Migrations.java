package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The schema of one store, as numbered SQL files, and what of it a database has.
 *
 * <p>The files lie in the class path as {@code <folder>/postgresql/V001__facts.sql} and {@code <folder>/sqlite/V001__facts.sql}; a file
 * {@code migrations.txt} beside them lists their names, one a line, in order. Numbers begin with 1 and leave none out. What was applied stands, with a checksum, in the table
 * {@code portal_<name>_schema}.
 *
 * <p>A host with Flyway or Liquibase of its own can run the same files instead ({@code classpath:<folder>/postgresql} is a location of
 * Flyway, and each file a {@code sqlFile} of Liquibase), and then never calls {@link #migrate}. Each file runs in one transaction.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class Migrations {
    private static final String PATIENCE = "SET LOCAL lock_timeout = '10min'; SET LOCAL statement_timeout = '30min'; "
            + "SET LOCAL idle_in_transaction_session_timeout = 0";

    private final String name;
    private final Map<Dialect, List<Migration>> known;

    private Migrations(String name, Map<Dialect, List<Migration>> known) {
        this.name = name;
        this.known = known;
    }

    /**
     * Reads the files of both dialects.
     *
     * @param name of the store: lower-case letters, digits and underscores, up to 30
     * @param anchor a class in whose package the folder lies, or relative to whose package it is given
     * @param folder as {@link Class#getResource} takes it, without a slash at the end; empty for the package itself
     * @throws IllegalArgumentException naming the file that is missing or out of order
     */
    public static Migrations of(String name, Class<?> anchor, String folder) {
        if (!name.matches("[a-z][a-z0-9_]{0,29}")) {
            throw new IllegalArgumentException("A schema is named by lower-case letters, digits and _, not " + name);
        }
        String below = folder.isEmpty() ? "" : folder + '/';
        return new Migrations(
                name,
                Map.of(
                        Dialect.POSTGRESQL,
                        Migration.read(anchor, below + "postgresql"),
                        Dialect.SQLITE,
                        Migration.read(anchor, below + "sqlite")));
    }

    /**
     * Brings the schema up to date. Any number of nodes may do so at once: they take turns under an advisory lock, and each file is
     * applied by one of them. A failure leaves what was applied before it.
     *
     * @return the names of the files that this call applied, in order
     * @throws DatabaseException if the schema is newer than the files, or was made by other ones; or if a file fails: its name is in the message
     */
    public List<String> migrate(Database database) {
        List<String> applied = new ArrayList<>();
        // Nothing is written when nothing is to do, so that a user without the right to create tables can start.
        while (!pending(database).isEmpty()) {
            database.write(connection -> applyNext(database, connection)).ifPresent(applied::add);
        }
        return List.copyOf(applied);
    }

    /**
     * The names of the files that are still to be applied, in order.
     *
     * @throws DatabaseException if the schema is newer than the files, or was made by other ones
     */
    public List<String> pending(Database database) {
        return database.read(connection -> pending(database.dialect(), connection)).stream()
                .map(Migration::file)
                .toList();
    }

    private Optional<String> applyNext(Database database, Connection connection) throws SQLException {
        if (database.dialect() == Dialect.POSTGRESQL) {
            Transactions.execute(connection, PATIENCE);
            lock(connection);
        }
        Transactions.execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + table() + " (version integer PRIMARY KEY, file text NOT NULL, "
                        + "checksum text NOT NULL, applied_at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)");
        List<Migration> pending = pending(database.dialect(), connection);
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        apply(database.dialect(), connection, pending.get(0));
        return Optional.of(pending.get(0).file());
    }

    /** Each schema of a database has a lock of its own. */
    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_advisory_xact_lock(hashtextextended(? || current_schema(), 0))")) {
            statement.setString(1, "dev.portalsdk.jdbc.Migrations " + name + ' ');
            statement.execute();
        }
    }

    private void apply(Dialect dialect, Connection connection, Migration migration) throws SQLException {
        try {
            migration.apply(dialect, connection);
        } catch (SQLException e) {
            if (DatabaseFault.of(e, dialect).isPassing()) {
                throw e;
            }
            throw new DatabaseException(
                    DatabaseFault.of(e, dialect),
                    "Migration " + migration.file() + " of " + name + " failed: " + e.getMessage(),
                    e);
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + table() + " (version, file, checksum) VALUES (?, ?, ?)")) {
            statement.setInt(1, migration.version());
            statement.setString(2, migration.file());
            statement.setString(3, migration.checksum());
            statement.executeUpdate();
        }
    }

    private List<Migration> pending(Dialect dialect, Connection connection) throws SQLException {
        List<Migration> files = known.getOrDefault(dialect, List.of());
        SortedMap<Integer, String[]> applied = applied(dialect, connection);
        if (!applied.isEmpty() && applied.lastKey() > files.size()) {
            throw refused("is at version " + applied.lastKey() + ", and this program knows versions up to "
                    + files.size() + ": a newer one has been here. Update this program, or give it another schema");
        }
        for (Map.Entry<Integer, String[]> row : applied.entrySet()) {
            Migration file = files.get(row.getKey() - 1);
            if (!file.checksum().equals(row.getValue()[1])) {
                throw refused(
                        "was made by another " + row.getValue()[0] + " than " + file.file()
                                + " of this program (their checksums differ). Files that were applied are never changed: take the program from its original build");
            }
        }
        if (!applied.isEmpty() && applied.size() != applied.lastKey()) {
            throw refused("is at version " + applied.lastKey() + ", but only " + applied.size() + " versions stand in "
                    + table() + ". Rows were removed from it; restore them");
        }
        return files.subList(applied.size(), files.size());
    }

    private DatabaseException refused(String reason) {
        return new DatabaseException(
                DatabaseFault.OTHER, "The schema of " + name + " (table " + table() + ") " + reason, null);
    }

    private SortedMap<Integer, String[]> applied(Dialect dialect, Connection connection) throws SQLException {
        SortedMap<Integer, String[]> applied = new TreeMap<>();
        if (!exists(dialect, connection)) {
            return applied;
        }
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT version, file, checksum FROM " + table());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                applied.put(rows.getInt(1), new String[] {rows.getString(2), rows.getString(3)});
            }
        }
        return applied;
    }

    private boolean exists(Dialect dialect, Connection connection) throws SQLException {
        String sql = dialect == Dialect.POSTGRESQL
                ? "SELECT 1 WHERE to_regclass(?) IS NOT NULL"
                : "SELECT 1 FROM sqlite_master WHERE name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table());
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private String table() {
        return "portal_" + name + "_schema";
    }
}
