package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.scaffolder.jdbc.JdbcTaskStore;
import dev.portalsdk.scaffolder.jdbc.JdbcWorkspaceStore;
import dev.portalsdk.scaffolder.jdbc.ScaffolderTables;
import dev.portalsdk.scaffolder.task.DirectoryTaskStore;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of tasks and workspaces that come with the scaffolder keep what every store promises. */
class ScaffolderStoresTckTest {
    @Nested
    class TasksInMemory extends TaskStoreTck {
        @Override
        protected TaskStore emptyStore(Clock time) {
            return TaskStore.inMemory(time);
        }
    }

    @Nested
    class TasksInADirectory extends TaskStoreTck {
        @TempDir
        Path directory;

        @Override
        protected TaskStore emptyStore(Clock time) {
            return DirectoryTaskStore.in(directory, time);
        }
    }

    @Nested
    class TasksInPostgres extends TaskStoreTck {
        private final TestDatabase tested = TestDatabases.postgres();

        @AfterEach
        void drop() {
            tested.close();
        }

        @Override
        protected TaskStore emptyStore(Clock time) {
            return JdbcTaskStore.of(
                    Database.builder(tested.dataSource()).clock(time).build());
        }
    }

    @Nested
    class TasksInSqlite extends TaskStoreTck {
        @TempDir
        Path directory;

        @Override
        protected TaskStore emptyStore(Clock time) {
            return JdbcTaskStore.of(Database.builder(
                            TestDatabases.sqlite(directory.resolve("tasks.db")).dataSource())
                    .clock(time)
                    .build());
        }
    }

    @Nested
    class WorkspacesInADirectory extends WorkspaceStoreTck {
        @TempDir
        Path directory;

        @Override
        protected WorkspaceStore emptyStore() {
            return WorkspaceStore.in(directory);
        }
    }

    @Nested
    class WorkspacesInPostgres extends WorkspaceStoreTck {
        private final TestDatabase tested = TestDatabases.postgres();

        @AfterEach
        void drop() {
            tested.close();
        }

        @Override
        protected WorkspaceStore emptyStore() {
            return JdbcWorkspaceStore.of(Database.of(tested.dataSource()));
        }
    }

    @Nested
    class WorkspacesInSqlite extends WorkspaceStoreTck {
        @TempDir
        Path directory;

        @Override
        protected WorkspaceStore emptyStore() {
            return JdbcWorkspaceStore.of(Database.of(
                    TestDatabases.sqlite(directory.resolve("workspaces.db")).dataSource()));
        }
    }

    @Test
    void databaseTakesFiftyMegabytesUnlessToldOtherwise(@TempDir Path directory) throws IOException {
        Database database = Database.of(
                TestDatabases.sqlite(directory.resolve("workspaces.db")).dataSource());
        Path archive = Files.write(directory.resolve("archive"), new byte[11]);

        assertEquals(
                OptionalLong.of(50_000_000), JdbcWorkspaceStore.of(database).maxBytes());
        IOException refused = assertThrows(
                IOException.class, () -> JdbcWorkspaceStore.of(database, 10).save("a", "1-1", archive));
        assertTrue(refused.getMessage().contains("11 bytes"), refused::getMessage);
    }

    @Test
    void tablesAreMadeOnceAndCanBeMadeBySomebodyElse(@TempDir Path directory) {
        Database database =
                Database.of(TestDatabases.sqlite(directory.resolve("tasks.db")).dataSource());

        assertEquals(List.of("V001__tasks.sql"), ScaffolderTables.migrations().migrate(database));
        JdbcTaskStore.of(database);
        assertEquals(List.of(), ScaffolderTables.migrations().pending(database));
    }
}
