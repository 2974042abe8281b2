package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** How long the pool may take to give a connection while this holds one. */
    private static final long SPARE_SECONDS = 2;

    private static final String PROBE = "?";

    private final DatabaseSettings settings;
    private final String node;
    private final Channels channels;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Connection current;
    private final ListenerOutage outage;
    private long probed;
    private long heard;
    private boolean believed;

    PostgresWatch(DatabaseSettings settings, String node, Channels channels) {
        this.settings = settings;
        this.node = node;
        this.channels = channels;
        this.outage = new ListenerOutage(settings.pollInterval());
    }

    @Override
    public void run() {
        try {
            do {
                if (outage.mayTry()) {
                    listenOnce();
                }
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
            if (!isStopped()) {
                outage.begin(e);
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
            probe(connection);
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

    /** Others wait for a connection too when the pool has none for this, so the one that listens is given back then. */
    private void probe(Connection listening) throws SQLException {
        if (System.nanoTime() - probed < PROBE_NANOS) {
            return;
        }
        probed = System.nanoTime();
        FutureTask<Boolean> told = tellBeside();
        try {
            told.get(SPARE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            if (listening.isValid((int) SPARE_SECONDS)) {
                throw new SQLTransientConnectionException(
                        "there was none within " + SPARE_SECONDS + " s beside the one that listens", e);
            }
            throw new SQLException("the connection that listens is lost", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }

    /** The pool decides how long that takes; it does no harm afterwards. */
    private FutureTask<Boolean> tellBeside() {
        FutureTask<Boolean> told = new FutureTask<>(() -> {
            tellOurselves();
            return true;
        });
        Thread thread = new Thread(told, "portal-jdbc-probe");
        thread.setDaemon(true);
        thread.start();
        return told;
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
        outage.end();
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
                tellBeside().get(SPARE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // Nothing is heard then until the poll interval is over.
                LOG.debug("The thread that listens could not be told to stop", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
