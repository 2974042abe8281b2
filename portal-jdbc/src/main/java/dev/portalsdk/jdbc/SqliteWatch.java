package dev.portalsdk.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks now and then whether somebody else has written to the file; writes of this process are told at once. */
final class SqliteWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWatch.class);

    private final SqliteTransactions transactions;
    private final Duration interval;
    private final Channels channels;
    private final CountDownLatch stopped = new CountDownLatch(1);

    SqliteWatch(SqliteTransactions transactions, Duration interval, Channels channels) {
        this.transactions = transactions;
        this.interval = interval;
        this.channels = channels;
    }

    @Override
    public void run() {
        Optional<Long> seen = Optional.empty();
        try {
            while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional<Long> version = look();
                if (version.isPresent() && !version.equals(seen)) {
                    seen = version;
                    channels.wakeAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Long> look() {
        try {
            return transactions.version();
        } catch (SQLException e) {
            LOG.debug("The file could not be looked at", e);
            return Optional.empty();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }
}
