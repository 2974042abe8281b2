package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own and makes a new one when it is lost.
 *
 * <p>A connection is believed only while notifications that this node sends to itself, through its pool, come back on it: one behind a
 * pooler, or cut without a word, hears nothing and says nothing. Until then, and while there is no connection, everybody is woken at
 * each poll interval. Notifications of other nodes that were sent meanwhile are made good by waking everybody on (re)connecting.
 */
final class PostgresWatch implements Watch {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final String PROBE = "?";

    private final DatabaseSettings settings;
    private final String node;
    private final Channels channels;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Connection current;
    private boolean outage;
    private long probed;
    private long heard;
    private boolean believed;

    PostgresWatch(DatabaseSettings settings, String node, Channels channels) {
        this.settings = settings;
        this.node = node;
        this.channels = channels;
    }

    @Override
    public void run() {
        try {
            do {
                listenOnce();
                channels.wakeAll();
            } while (!stopped.await(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenOnce() {
        try (Connection connection = settings.listener().getConnection()) {
            current = connection;
            if (!isStopped() && speaksToUs(connection)) {
                listen(connection, connection.unwrap(PGConnection.class));
            }
        } catch (SQLException | RuntimeException e) {
            if (!isStopped() && !outage) {
                outage = true;
                LOG.warn(
                        "Not listening for changes of other nodes, looking every {} instead: {}",
                        settings.pollInterval(),
                        e.getMessage());
            }
        } finally {
            current = null;
        }
    }

    /** A host's driver may be another one than pgjdbc, or wrapped so that it cannot be reached. */
    private static boolean speaksToUs(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class);
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    private void listen(Connection connection, PGConnection driver) throws SQLException {
        connection.setAutoCommit(true);
        Transactions.execute(connection, "LISTEN " + PostgresTransactions.CHANNEL);
        believed = false;
        probed = System.nanoTime() - PROBE_NANOS;
        heard = System.nanoTime();
        channels.wakeAll();
        while (!isStopped()) {
            probe();
            receive(driver.getNotifications((int) settings.pollInterval().toMillis()));
            if (System.nanoTime() - heard > 2 * PROBE_NANOS) {
                believed = false;
                throw new SQLException("the connection that listens has gone deaf");
            }
            if (!believed) {
                channels.wakeAll();
            }
        }
        Transactions.execute(connection, "UNLISTEN " + PostgresTransactions.CHANNEL);
    }

    private void probe() throws SQLException {
        if (System.nanoTime() - probed < PROBE_NANOS) {
            return;
        }
        probed = System.nanoTime();
        tellOurselves();
    }

    private void tellOurselves() throws SQLException {
        try (Connection connection = settings.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            statement.setString(1, PostgresTransactions.CHANNEL);
            statement.setString(2, node + ':' + PROBE);
            statement.execute();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private void receive(PGNotification @Nullable [] notifications) {
        if (notifications == null) {
            return;
        }
        for (PGNotification notification : notifications) {
            String payload = notification.getParameter();
            int colon = payload.indexOf(':');
            if (!payload.startsWith(node)) {
                channels.wake(payload.substring(colon + 1));
            } else if (payload.endsWith(':' + PROBE)) {
                hear();
            }
        }
    }

    private void hear() {
        heard = System.nanoTime();
        believed = true;
        if (outage) {
            outage = false;
            LOG.info("Listening for changes of other nodes again");
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public void stop() {
        stopped.countDown();
        Connection connection = current;
        if (connection != null) {
            try {
                tellOurselves();
            } catch (SQLException | RuntimeException e) {
                // Nothing is heard then until the poll interval is over.
                LOG.debug("The thread that listens could not be told to stop", e);
            }
        }
    }
}
