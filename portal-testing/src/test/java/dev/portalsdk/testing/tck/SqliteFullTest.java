package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SQLite finds no more room in the middle of a load, really: its file may not grow beyond a number of pages. */
@Timeout(120)
class SqliteFullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void theCatalogGoesOnWhenThereIsRoomAgain() throws Exception {
        SourceTree tree = SourceTree.of(directory.resolve("tree"), 1_500);
        try (TestDatabase database = TestDatabases.sqlite(directory.resolve("catalog.db"))) {
            Limited limited = new Limited(database.direct());
            try (StoreNode node = StoreNode.open(limited, Optional.of(tree), Duration.ofSeconds(2), Clock.systemUTC());
                    FeedFollower follower = new FeedFollower(node.store().feed())) {
                limited.grow(100);
                node.catalog().start();
                Thread.sleep(3_000);
                assertTrue(!node.store().backlog().isEmpty(), "there was room enough");
                limited.grow(1_000_000);
                node.awaitRest(PATIENCE);
                follower.assertComplete();
                try (StoreNode fresh = StoreNode.fresh(Optional.of(tree))) {
                    node.assertFresh(fresh);
                }
            }
        }
    }

    /** Sets the most pages of the file on each connection. */
    private static final class Limited implements DataSource {
        private final DataSource target;
        private final List<Connection> open = new CopyOnWriteArrayList<>();
        private volatile int more = 1_000_000;

        Limited(DataSource target) {
            this.target = target;
        }

        void grow(int pages) throws SQLException {
            more = pages;
            for (Connection connection : open) {
                limit(connection);
            }
        }

        private void limit(Connection connection) throws SQLException {
            if (!connection.isClosed()) {
                try (Statement statement = connection.createStatement();
                        var rows = statement.executeQuery("PRAGMA page_count")) {
                    rows.next();
                    int pages = rows.getInt(1) + more;
                    try (Statement set = connection.createStatement()) {
                        set.execute("PRAGMA max_page_count = " + pages);
                    }
                }
            }
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = target.getConnection();
            open.add(connection);
            limit(connection);
            return connection;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return target.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            target.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            target.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return target.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return target.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return target.isWrapperFor(type);
        }
    }
}
