package dev.portalsdk.jdbc;

import java.time.Duration;
import javax.sql.DataSource;

/** What {@link Database.Builder} was told. */
record DatabaseSettings(
        DataSource dataSource,
        DataSource listener,
        int attempts,
        Duration patience,
        Duration lockTimeout,
        Duration statementTimeout,
        Duration pollInterval) {

    Retries retries(Dialect dialect) {
        return new Retries(dialect, attempts, patience);
    }
}
