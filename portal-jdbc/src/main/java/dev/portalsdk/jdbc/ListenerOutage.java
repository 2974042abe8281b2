package dev.portalsdk.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a node does not listen, what was said of it, and when it tries again: at the next poll, but of a pool that has no connection to spare it asks none
 * for longer and longer, as others wait for those. For one thread.
 */
final class ListenerOutage {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_PAUSE = TimeUnit.MINUTES.toNanos(10);

    private final Duration pollInterval;
    private boolean told;
    private boolean poolTold;
    private boolean full;
    private long pause = FIRST_PAUSE;
    private long tried = System.nanoTime();
    private long lost = tried;

    ListenerOutage(Duration pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** Whether to try to listen now. */
    boolean mayTry() {
        boolean now = !full || System.nanoTime() - lost >= pause;
        if (now) {
            tried = System.nanoTime();
        }
        return now;
    }

    /** Nobody listens any more, or yet. */
    void begin(Exception failure) {
        boolean fullBefore = full;
        lost = System.nanoTime();
        full = failure instanceof SQLException sql && DatabaseFault.of(sql, Dialect.POSTGRESQL) == DatabaseFault.BUSY;
        if (full) {
            boolean again = fullBefore && lost - tried < LONGEST_PAUSE;
            pause = again ? Math.min(LONGEST_PAUSE, 2 * pause) : FIRST_PAUSE;
            tellOfPool(failure);
        } else if (!told) {
            told = true;
            LOG.warn(
                    "Not listening for changes of other nodes, looking every {} instead: {}",
                    pollInterval,
                    failure.getMessage());
        }
    }

    private void tellOfPool(Exception failure) {
        if (poolTold) {
            LOG.debug("Not listening for changes of other nodes: {}", failure.getMessage());
        } else {
            poolTold = true;
            LOG.warn(
                    "Not listening for changes of other nodes, looking every {} instead: the pool has no connection to"
                            + " spare. Each open store keeps one to listen: make the pool larger by as many, or give"
                            + " Database.Builder.listener a DataSource of its own. This is said once, and tried again now"
                            + " and then ({})",
                    pollInterval,
                    failure.getMessage());
        }
    }

    /** Somebody listens, and hears. */
    void end() {
        if (told) {
            told = false;
            LOG.info("Listening for changes of other nodes again");
        }
    }
}
