package dev.portalsdk.catalog.jdbc;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of PostgreSQL. Those of the element's own Java class travel in binary; of others the driver would write, and the server parse, text in
 * which each element is quoted.
 */
enum ArrayElements {
    BIGINT(Long.class),
    INT(Integer.class),
    SMALLINT(Short.class),
    BOOLEAN(Boolean.class),
    TEXT(String.class),
    BYTEA(byte[].class);

    private final Class<?> element;

    ArrayElements(Class<?> element) {
        this.element = element;
    }

    private String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    Array of(Connection connection, Collection<?> elements) throws SQLException {
        return of(connection, elements, element -> element);
    }

    /** @param value of each of these, as an element */
    <T> Array of(Connection connection, Collection<T> all, Function<? super T, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = (@Nullable Object[]) java.lang.reflect.Array.newInstance(element, all.size());
        int at = 0;
        for (T one : all) {
            Object is = value.apply(one);
            values[at++] = this == SMALLINT && is != null ? (Object) ((Number) is).shortValue() : is;
        }
        return connection.createArrayOf(type(), values);
    }
}
