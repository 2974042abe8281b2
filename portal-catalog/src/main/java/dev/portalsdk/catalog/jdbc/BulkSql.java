package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.jdbc.Dialect;
import dev.portalsdk.model.Value;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements over many rows at once, within one transaction: arrays on PostgreSQL, JSON arrays and batches on SQLite.
 *
 * <p>In a query {@code {in}} stands for "is one of" the collection that is its parameter, {@code {lock}} for what keeps rows as they are, leaving
 * out those that others have, and {@code {bytewise}} for how the text before it is compared.
 */
final class BulkSql {
    private static final int BATCH = 5_000;

    private final Connection connection;
    private final boolean postgres;

    BulkSql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.postgres = dialect == Dialect.POSTGRESQL;
    }

    /** Reads one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowAction {
        void take(ResultSet row) throws SQLException;
    }

    boolean isPostgres() {
        return postgres;
    }

    Connection connection() {
        return connection;
    }

    <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        forEach(sql, row -> all.add(reader.read(row)), parameters);
        return all;
    }

    void forEach(String sql, RowAction action, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(sql))) {
            statement.setFetchSize(BATCH);
            bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.take(rows);
                }
            }
        }
    }

    int update(String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text(sql))) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private String text(String sql) {
        return postgres
                ? sql.replace("{in}", "= ANY (?)")
                        .replace("{lock}", "FOR UPDATE SKIP LOCKED")
                        .replace("{bytewise}", "COLLATE \"C\"")
                : sql.replace("{in}", "IN (SELECT value FROM json_each(?))")
                        .replace("{lock}", "")
                        .replace("{bytewise}", "");
    }

    private void bind(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object parameter = parameters[i];
            if (parameter instanceof Collection<?> all) {
                bindAll(statement, i + 1, all);
            } else if (parameter == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, parameter);
            }
        }
    }

    private void bindAll(PreparedStatement statement, int at, Collection<?> all) throws SQLException {
        if (postgres) {
            boolean numbers = all.isEmpty() || all.iterator().next() instanceof Long;
            ArrayElements elements = numbers ? ArrayElements.BIGINT : ArrayElements.TEXT;
            statement.setArray(at, elements.of(connection, all));
        } else {
            statement.setString(
                    at, Value.Arr.of(all.stream().map(Value::of).toList()).toJson());
        }
    }

    /** A table's column, and its type on PostgreSQL. */
    record Column(String name, String type) {
        /** {@code "id bigint, ref text"}. */
        static List<Column> all(String columns) {
            return Stream.of(columns.split(", "))
                    .map(column -> column.split(" "))
                    .map(parts -> new Column(parts[0], parts[1]))
                    .toList();
        }

        /** JSON travels as text. */
        ArrayElements elements() {
            return type.equals("json") ? ArrayElements.TEXT : ArrayElements.valueOf(type.toUpperCase(Locale.ROOT));
        }

        String array() {
            return elements() + "[]";
        }

        String cast() {
            return "u." + name + (type.equals("json") ? "::json" : "");
        }
    }

    void insert(String table, List<Column> columns, List<@Nullable Object[]> rows) throws SQLException {
        insert(table, columns, rows, "");
    }

    /** @param otherwise what is done about rows that are there already */
    void insert(String table, List<Column> columns, List<@Nullable Object[]> rows, String otherwise)
            throws SQLException {
        String into = "INSERT INTO " + table + " (" + names(columns, "") + ")";
        String sql = postgres
                ? into + " SELECT " + columns.stream().map(Column::cast).collect(Collectors.joining(", ")) + " FROM "
                        + unnest(columns)
                : into + " VALUES (" + marks(columns.size()) + ")";
        run(
                sql + " " + otherwise,
                columns,
                rows,
                IntStream.range(0, columns.size()).toArray());
    }

    /** Changes rows by their first column. */
    void update(String table, List<Column> columns, List<@Nullable Object[]> rows) throws SQLException {
        update(table, columns, rows, "true");
    }

    /** @param among which rows */
    void update(String table, List<Column> columns, List<@Nullable Object[]> rows, String among) throws SQLException {
        String key = columns.get(0).name();
        List<Column> set = columns.subList(1, columns.size());
        String sql = postgres
                ? "UPDATE " + table + " SET "
                        + set.stream()
                                .map(column -> column.name() + " = " + column.cast())
                                .collect(Collectors.joining(", "))
                        + " FROM " + unnest(columns) + " WHERE " + table + "." + key + " = u." + key + " AND " + among
                : "UPDATE " + table + " SET "
                        + set.stream().map(column -> column.name() + " = ?").collect(Collectors.joining(", "))
                        + " WHERE " + key + " = ? AND " + among;
        int[] order = IntStream.range(0, columns.size())
                .map(i -> (i + 1) % columns.size())
                .toArray();
        run(sql, columns, rows, postgres ? IntStream.range(0, columns.size()).toArray() : order);
    }

    private static String names(List<Column> columns, String before) {
        return columns.stream().map(column -> before + column.name()).collect(Collectors.joining(", "));
    }

    private static String marks(int count) {
        return String.join(", ", java.util.Collections.nCopies(count, "?"));
    }

    private static String unnest(List<Column> columns) {
        return columns.stream().map(column -> "?::" + column.array()).collect(Collectors.joining(", ", "unnest(", ")"))
                + " AS u(" + names(columns, "") + ")";
    }

    /** @param order which column stands at which mark */
    private void run(String sql, List<Column> columns, List<@Nullable Object[]> rows, int[] order) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<@Nullable Object[]> some = rows.subList(from, Math.min(rows.size(), from + BATCH));
                if (postgres) {
                    runArrays(statement, columns, some);
                } else {
                    runBatch(statement, some, order);
                }
            }
        }
    }

    private void runArrays(PreparedStatement statement, List<Column> columns, List<@Nullable Object[]> rows)
            throws SQLException {
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            statement.setArray(at + 1, columns.get(at).elements().of(connection, rows, row -> row[at]));
        }
        statement.executeUpdate();
    }

    private static void runBatch(PreparedStatement statement, List<@Nullable Object[]> rows, int[] order)
            throws SQLException {
        for (@Nullable Object[] row : rows) {
            for (int mark = 0; mark < order.length; mark++) {
                statement.setObject(mark + 1, row[order[mark]]);
            }
            statement.addBatch();
        }
        statement.executeBatch();
    }

    /** The last of so many numbers that nobody else has, which follow one another but for those that others draw at the same time. */
    List<Long> draw(String counter, int count) throws SQLException {
        if (postgres) {
            return query("SELECT nextval('" + counter + "') FROM generate_series(1, ?)", row -> row.getLong(1), count);
        }
        long last = query(
                        "UPDATE catalog_counter SET value = value + ? WHERE name = ? RETURNING value",
                        row -> row.getLong(1),
                        count,
                        counter)
                .get(0);
        List<Long> numbers = new ArrayList<>(count);
        for (long number = last - count + 1; number <= last; number++) {
            numbers.add(number);
        }
        return numbers;
    }
}
