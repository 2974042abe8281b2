package dev.portalsdk.fakes;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** An empty database for one test, and a small pool over it. Safe for use by many threads. */
public final class TestDatabase implements AutoCloseable {
    private final String url;
    private final DataSource direct;
    private final HikariDataSource pool;
    private final AutoCloseable drop;

    TestDatabase(String url, DataSource direct, int poolSize, AutoCloseable drop) {
        this.url = url;
        this.direct = direct;
        this.drop = drop;
        this.pool = pool(direct, poolSize);
    }

    private static HikariDataSource pool(DataSource direct, int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(direct);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setIdleTimeout(TimeUnit.SECONDS.toMillis(10));
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(10));
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** A pool of up to ten connections, the same for each call. */
    public DataSource dataSource() {
        return pool;
    }

    /** Another pool, as another node has one. It is closed by the caller. */
    public HikariDataSource newPool(int size) {
        return pool(direct, size);
    }

    /** Without a pool: each connection is made anew. */
    public DataSource direct() {
        return direct;
    }

    /** For programs of their own: with the user, where one is needed. */
    public String url() {
        return url;
    }

    /** Runs one or more statements. @throws IllegalStateException if they fail */
    public void execute(String sql) {
        try (Connection connection = direct.getConnection();
                Statement statement = connection.createStatement()) {
            if (url.startsWith("jdbc:sqlite:")) {
                statement.executeUpdate(sql); // which runs all of the text, as execute does elsewhere
            } else {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not run " + sql, e);
        }
    }

    /** Closes the pool and drops the database, whoever is still connected. */
    @Override
    public void close() {
        pool.close();
        try {
            drop.close();
        } catch (Exception e) {
            throw new IllegalStateException("The test database could not be dropped", e);
        }
    }
}
