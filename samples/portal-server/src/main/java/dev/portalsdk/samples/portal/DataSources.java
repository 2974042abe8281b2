package dev.portalsdk.samples.portal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.portalsdk.config.DatabaseConfig;
import dev.portalsdk.config.Secret;
import java.util.Properties;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** How do I make the DataSource that {@code backend.database} describes? */
final class DataSources {
    private DataSources() {}

    /** PostgreSQL through a pool, which the caller closes; SQLite without one, as the store keeps its own connections. */
    static DataSource of(DatabaseConfig config) {
        return config.client() == DatabaseConfig.Client.POSTGRESQL ? postgres(config) : sqlite(config);
    }

    private static DataSource postgres(DatabaseConfig config) {
        Properties driver = new Properties();
        driver.putAll(config.properties()); // such as sslmode
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(config.jdbcUrl());
        config.user().ifPresent(pool::setUsername);
        config.password().map(Secret::reveal).ifPresent(pool::setPassword);
        pool.setDataSourceProperties(driver);
        config.minConnections().ifPresent(pool::setMinimumIdle);
        config.maxConnections().ifPresent(pool::setMaximumPoolSize);
        return new HikariDataSource(pool);
    }

    private static DataSource sqlite(DatabaseConfig config) {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl(config.jdbcUrl());
        return file;
    }
}
