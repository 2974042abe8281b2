package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory in which one worker runs a task, and how it gets into a store and back. For the thread that runs the task. */
final class TaskWorkspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);
    /** Versions that are kept beside the workspaces of this node, because the store does not take workspaces of their size. */
    private static final String LOCAL = "local-";

    private final Path directory;
    private final Workspace workspace;
    private final Lease lease;
    private final Place place;
    private WorkspaceTrace trace;
    private Set<String> retained = Set.of();
    private int saved;

    /** Where workspaces of this node are, and where they are kept; without a store they are not. */
    record Place(Path workspaces, Optional<WorkspaceStore> store) {
        WorkspaceStore local() {
            return WorkspaceStore.in(workspaces.resolve("portal-pinned"));
        }

        /** Drops what was saved of a task but for these versions; what cannot be dropped now is dropped with the next ones. */
        void retain(String taskId, Set<String> versions) {
            try {
                if (store.isPresent()) {
                    store.get().retain(taskId, versions);
                    local().retain(taskId, versions);
                }
            } catch (IOException e) {
                LOG.warn("Former workspaces of task {} cannot be removed", taskId, e);
            }
        }

        /** Where a claim of a task works; dry runs are told apart since no store knows them. */
        private String prefix(String taskId) {
            return (store.isPresent() ? "task-" : "dry-") + taskId + "-";
        }

        /** Deletes the directories that workers have left behind that were killed, of tasks of this kind. */
        void clear(Predicate<String> abandoned) throws IOException {
            try (Stream<Path> directories = Files.list(workspaces)) {
                for (Path directory : directories.toList()) {
                    String name = String.valueOf(directory.getFileName());
                    int end = name.lastIndexOf('-');
                    if (name.startsWith("task-")
                            && end > "task-".length()
                            && abandoned.test(name.substring("task-".length(), end))) {
                        Workspace.deleteTree(directory);
                    }
                }
            }
        }

        /** The tasks of which something is saved. */
        Set<String> taskIds() throws IOException {
            Set<String> ids = new HashSet<>(local().taskIds());
            if (store.isPresent()) {
                ids.addAll(store.get().taskIds());
            }
            return ids;
        }

        /** Drops all that was saved of a task. */
        void forget(String taskId) {
            retain(taskId, Set.of());
        }
    }

    private TaskWorkspace(Place place, Lease lease, Path directory) throws IOException {
        this.directory = directory;
        this.workspace = Workspace.in(directory);
        this.lease = lease;
        this.place = place;
        this.trace = WorkspaceTrace.of(workspace.root());
    }

    /**
     * A directory of this claim's own, with what was saved last.
     *
     * @throws TaskStoreException if what was saved is not there any more
     */
    static TaskWorkspace open(Place place, Lease lease, Optional<String> version) throws IOException {
        place.clear(lease.taskId()::equals);
        Path directory = Files.createTempDirectory(place.workspaces(), place.prefix(lease.taskId()));
        try {
            TaskWorkspace opened = new TaskWorkspace(place, lease, directory);
            if (version.isPresent()) {
                opened.restore(version.get());
                opened.retained = Set.of(version.get());
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            Workspace.deleteTree(directory);
            throw e;
        }
    }

    private void restore(String version) throws IOException {
        WorkspaceStore store =
                version.startsWith(LOCAL) ? place.local() : place.store().orElseGet(place::local);
        try (InputStream archive = store.open(lease.taskId(), version)
                .orElseThrow(() -> new TaskStoreException("The workspace of task " + lease.taskId()
                        + " was not kept (version " + version + "); the task can be retried from its start"))) {
            WorkspaceArchive.unpack(archive, workspace);
        }
        trace = WorkspaceTrace.of(workspace.root());
    }

    Workspace workspace() {
        return workspace;
    }

    /** Saves the workspace if it has changed. @return what the journal has to say of it */
    List<TaskEvent> save() throws IOException {
        WorkspaceTrace now = WorkspaceTrace.of(workspace.root());
        if (place.store().isEmpty() || now.isSameAs(trace)) {
            trace = now;
            return List.of();
        }
        Path archive = Files.createTempFile("workspace-", ".zip");
        try {
            WorkspaceArchive.pack(workspace.root(), archive);
            List<TaskEvent> events = save(archive, lease.generation() + "-" + ++saved);
            trace = now;
            return events;
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private List<TaskEvent> save(Path archive, String version) throws IOException {
        WorkspaceStore store = place.store().orElseThrow();
        OptionalLong limit = store.maxBytes();
        long size = Files.size(archive);
        if (limit.isEmpty() || size <= limit.getAsLong()) {
            store.save(lease.taskId(), version, archive);
            return List.of(new TaskEvent.WorkspaceSaved(version));
        }
        place.local().save(lease.taskId(), LOCAL + version, archive);
        String why =
                "its workspace of " + size + " bytes is larger than the " + limit.getAsLong() + " that the store takes";
        return List.of(new TaskEvent.WorkspaceSaved(LOCAL + version), new TaskEvent.Pinned(lease.node(), why));
    }

    /** The versions that are kept on purpose; others may have been left by a worker that died. */
    Set<String> retained() {
        return retained;
    }

    /** Drops what was saved but for these versions. */
    void retain(Set<String> versions) {
        place.retain(lease.taskId(), versions);
        retained = Set.copyOf(versions);
    }

    @Override
    public void close() throws IOException {
        Workspace.deleteTree(directory);
    }
}
