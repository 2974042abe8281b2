package dev.portalsdk.scaffolder.jdbc;

import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.DatabaseException;
import dev.portalsdk.jdbc.TransactionBody;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Workspaces in PostgreSQL or SQLite, so that any node can go on with a task whose node was lost. A task whose workspace is larger than the limit is
 * pinned to its node, and its journal says so. Safe for use by many threads.
 */
public final class JdbcWorkspaceStore implements WorkspaceStore {
    /** The largest workspace that is taken unless another limit is given: 50 MB. */
    public static final long DEFAULT_MAX_BYTES = 50_000_000;

    private static final int PART = 1 << 20;

    private final Database database;
    private final long maxBytes;

    private JdbcWorkspaceStore(Database database, long maxBytes) {
        this.database = database;
        this.maxBytes = maxBytes;
    }

    /**
     * The store of a database, whose tables are made or brought up to date.
     *
     * @throws TaskStoreException if that cannot be done
     */
    public static JdbcWorkspaceStore of(Database database) {
        return of(database, DEFAULT_MAX_BYTES);
    }

    /**
     * The same with a limit.
     *
     * @param maxBytes of a workspace as it is kept, which is packed; 1..1,000,000,000
     */
    public static JdbcWorkspaceStore of(Database database, long maxBytes) {
        if (maxBytes < 1 || maxBytes > 1_000_000_000) {
            throw new IllegalArgumentException("maxBytes must be 1..1000000000: " + maxBytes);
        }
        ScaffolderTables.bringUpToDate(database);
        return new JdbcWorkspaceStore(database, maxBytes);
    }

    @Override
    public OptionalLong maxBytes() {
        return OptionalLong.of(maxBytes);
    }

    private <T> T write(String what, TransactionBody<T> body) throws IOException {
        try {
            return database.write(body);
        } catch (DatabaseException e) {
            throw new IOException("The database cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private <T> T read(String what, TransactionBody<T> body) throws IOException {
        try {
            return database.read(body);
        } catch (DatabaseException e) {
            throw new IOException("The database cannot " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void save(String taskId, String version, Path archive) throws IOException {
        long size = Files.size(archive);
        if (size > maxBytes) {
            throw new IOException("The workspace of task " + taskId + " has " + size
                    + " bytes, and the database takes no more than " + maxBytes);
        }
        try {
            write("keep the workspace of task " + taskId, connection -> {
                TaskRows.update(
                        connection,
                        "DELETE FROM scaffolder_workspace_part WHERE task_id = ? AND version = ?",
                        List.of(taskId, version));
                TaskRows.update(
                        connection,
                        "INSERT INTO scaffolder_workspace (task_id, version, parts) VALUES (?, ?, ?) "
                                + "ON CONFLICT (task_id, version) DO UPDATE SET parts = excluded.parts",
                        List.of(taskId, version, (int) ((size + PART - 1) / PART)));
                return insert(connection, taskId, version, archive);
            });
        } catch (UnreadableArchiveException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The file of the caller's cannot be read, which is no failure of the database. */
    private static final class UnreadableArchiveException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableArchiveException(IOException cause) {
            super("The packed workspace cannot be read: " + cause, cause);
        }
    }

    private static int insert(Connection connection, String taskId, String version, Path archive) throws SQLException {
        int part = 0;
        try (InputStream in = Files.newInputStream(archive);
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO scaffolder_workspace_part (task_id, version, part, bytes) VALUES (?, ?, ?, ?)")) {
            for (byte[] bytes = in.readNBytes(PART); bytes.length > 0; bytes = in.readNBytes(PART)) {
                statement.setString(1, taskId);
                statement.setString(2, version);
                statement.setInt(3, part++);
                statement.setBytes(4, bytes);
                statement.executeUpdate();
            }
        } catch (IOException e) {
            throw new UnreadableArchiveException(e);
        }
        return part;
    }

    /** {@inheritDoc} It is read part by part. */
    @Override
    public Optional<InputStream> open(String taskId, String version) throws IOException {
        Optional<Integer> parts = read("find the workspace of task " + taskId, connection -> {
            try (PreparedStatement statement = TaskRows.prepare(
                            connection,
                            "SELECT parts FROM scaffolder_workspace WHERE task_id = ? AND version = ?",
                            List.of(taskId, version));
                    ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getInt(1)) : Optional.empty();
            }
        });
        return parts.map(count -> new Parts(taskId, version, count));
    }

    private final class Parts extends InputStream {
        private final String taskId;
        private final String version;
        private final int count;
        private int next;
        private InputStream current = InputStream.nullInputStream();

        Parts(String taskId, String version, int count) {
            this.taskId = taskId;
            this.version = version;
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = current.read(into, from, length);
            while (got < 0 && next < count) {
                current = new ByteArrayInputStream(part(taskId, version, next++));
                got = current.read(into, from, length);
            }
            return got;
        }
    }

    private byte[] part(String taskId, String version, int part) throws IOException {
        Optional<byte[]> bytes = read("read the workspace of task " + taskId, connection -> {
            try (PreparedStatement statement = TaskRows.prepare(
                            connection,
                            "SELECT bytes FROM scaffolder_workspace_part WHERE task_id = ? AND version = ? AND part = ?",
                            List.of(taskId, version, part));
                    ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getBytes(1)) : Optional.empty();
            }
        });
        return bytes.orElseThrow(
                () -> new IOException("Version " + version + " of the workspace of task " + taskId + " was removed"));
    }

    @Override
    public void retain(String taskId, Set<String> versions) throws IOException {
        write("remove workspaces of task " + taskId, connection -> {
            for (String version : versions(connection, taskId)) {
                if (!versions.contains(version)) {
                    List<String> key = List.of(taskId, version);
                    TaskRows.update(
                            connection, "DELETE FROM scaffolder_workspace_part WHERE task_id = ? AND version = ?", key);
                    TaskRows.update(
                            connection, "DELETE FROM scaffolder_workspace WHERE task_id = ? AND version = ?", key);
                }
            }
            return versions;
        });
    }

    private static Set<String> versions(Connection connection, String taskId) throws SQLException {
        return texts(connection, "SELECT version FROM scaffolder_workspace WHERE task_id = ?", List.of(taskId));
    }

    @Override
    public Set<String> taskIds() throws IOException {
        return read(
                "list its workspaces",
                connection -> texts(connection, "SELECT DISTINCT task_id FROM scaffolder_workspace", List.of()));
    }

    private static Set<String> texts(Connection connection, String sql, List<String> parameters) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement statement = TaskRows.prepare(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                found.add(result.getString(1));
            }
        }
        return found;
    }
}
