package dev.portalsdk.catalog.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A statement in the making: text with question marks, and what they stand for. Nothing from outside ever gets into the text. */
final class Sql {
    private static final int FETCH = 1000;

    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Ints(Integer[] values) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Longs(Long[] values) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Texts(String[] values) {}

    static Sql of(String text, Object... values) {
        return new Sql().add(text, values);
    }

    /** Appends a text with as many question marks as there are values: texts, numbers, or those that {@link #ints}, {@link #longs} and {@link #texts} give. */
    Sql add(String more, Object... bound) {
        text.append(more);
        values.addAll(List.of(bound));
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    static Object ints(Collection<Integer> values) {
        return new Ints(values.toArray(Integer[]::new));
    }

    static Object longs(Collection<Long> values) {
        return new Longs(values.toArray(Long[]::new));
    }

    static Object texts(Collection<String> values) {
        return new Texts(values.toArray(String[]::new));
    }

    static Object nullableTexts(Stream<@Nullable String> values) {
        return new Texts(values.toArray(String[]::new));
    }

    <T> List<T> list(Connection connection, Row<T> row) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> list = new ArrayList<>();
                while (rows.next()) {
                    list.add(row.read(rows));
                }
                return list;
            }
        }
    }

    <T> Optional<T> first(Connection connection, Row<T> row) throws SQLException {
        return list(connection, row).stream().findFirst();
    }

    long number(Connection connection) throws SQLException {
        return first(connection, row -> row.getLong(1)).orElseThrow();
    }

    int update(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Ints ints) {
                statement.setArray(i + 1, connection.createArrayOf("int4", ints.values()));
            } else if (value instanceof Longs longs) {
                statement.setArray(i + 1, connection.createArrayOf("int8", longs.values()));
            } else if (value instanceof Texts texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts.values()));
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return statement;
    }

    /** The text, without values. */
    @Override
    public String toString() {
        return text.toString();
    }
}
