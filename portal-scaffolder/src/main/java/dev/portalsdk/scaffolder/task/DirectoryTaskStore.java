package dev.portalsdk.scaffolder.task;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks in a directory, for processes of one machine. What a method has returned from survives {@code kill -9} and a power cut.
 *
 * <p>Each task is a directory with its record, its journal (one line for all that was written at once, so that half a line is nothing), its lease and
 * its secrets; the processes keep each other out of it by a file lock. Meant for some ten thousand tasks: listing reads every one that it has not
 * seen. Safe for use by many threads.
 */
public final class DirectoryTaskStore implements TaskStore {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryTaskStore.class);
    private static final Set<TaskStatus> RUNS = Set.of(TaskStatus.OPEN, TaskStatus.PROCESSING, TaskStatus.WAITING);

    private final Path tasks;
    /** One empty file for each task that has not ended, by when it was submitted. */
    private final Path active;

    private final Clock clock;
    private final TaskDirectories open = new TaskDirectories();

    private DirectoryTaskStore(Path directory, Clock clock) {
        this.tasks = directory.resolve("tasks");
        this.active = directory.resolve("active");
        this.clock = clock;
    }

    /**
     * A store in a directory, which is made if it is not there.
     *
     * @throws TaskStoreException if it cannot be made
     */
    public static DirectoryTaskStore in(Path directory) {
        return in(directory, Clock.systemUTC());
    }

    /** A store in a directory with a clock of the caller's. */
    public static DirectoryTaskStore in(Path directory, Clock clock) {
        DirectoryTaskStore store = new DirectoryTaskStore(directory, clock);
        return store.call("make its directory", () -> {
            Files.createDirectories(store.tasks);
            Files.createDirectories(store.active);
            return store;
        });
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T call(String what, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new TaskStoreException("The store in " + tasks.getParent() + " cannot " + what + ": " + e, e);
        }
    }

    @Override
    public void create(TaskRecord task, Optional<String> sealedSecrets) {
        call("keep the task " + task.id(), () -> {
            try {
                Files.createDirectory(tasks.resolve(DurableFiles.name(task.id())));
            } catch (FileAlreadyExistsException e) {
                throw new TaskStoreException("There is a task " + task.id() + " already", e);
            }
            return open.in(tasks.resolve(task.id()), directory -> {
                directory.create(task, sealedSecrets);
                Files.createFile(active.resolve(marker(task)));
                return task;
            });
        });
    }

    private static String marker(TaskRecord task) {
        return String.format(Locale.ROOT, "%015d-%s", task.createdAt().toEpochMilli(), task.id());
    }

    @Override
    public List<Claim> claim(String node, int limit, Duration length) {
        return call("give out tasks", () -> {
            List<Claim> claims = new ArrayList<>();
            for (String marker : names(active)) {
                if (claims.size() < limit) {
                    String id = marker.substring(marker.indexOf('-') + 1);
                    tryToClaim(id, node, length).ifPresent(claims::add);
                }
            }
            return claims;
        });
    }

    /** One task that cannot be read must not keep the others from being run. */
    private Optional<Claim> tryToClaim(String id, String node, Duration length) throws IOException {
        try {
            return claim(id, node, length);
        } catch (TaskDirectory.UnreadableTaskException e) {
            LOG.error("The task {} is left out until it can be read", id, e);
            return Optional.empty();
        }
    }

    private Optional<Claim> claim(String id, String node, Duration length) throws IOException {
        return open.in(tasks.resolve(id), directory -> {
            Instant now = clock.instant();
            Optional<StoredTask> task = directory.task();
            if (task.isEmpty() || !task.get().mayBeClaimedBy(node) || directory.isHeld(now)) {
                return Optional.empty();
            }
            directory.grant(node, now.plus(length));
            directory.write(now, List.of(new TaskEvent.Started(node)));
            return Optional.of(new Claim(directory.lease(), directory.task().orElseThrow(), directory.secrets()));
        });
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration length) {
        return call(
                "renew a lease",
                () -> ifThere(lease.taskId(), directory -> {
                    if (!directory.isLeaseOf(lease)) {
                        return Optional.empty();
                    }
                    directory.extend(clock.instant().plus(length));
                    return Optional.of(directory.lease());
                }));
    }

    @Override
    public List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        return call("write the journal of task " + lease.taskId(), () -> ifThere(
                        lease.taskId(),
                        directory -> directory.isLeaseOf(lease)
                                ? Optional.of(write(directory, events))
                                : Optional.<List<JournalEntry>>empty())
                .orElseThrow(() -> new LeaseLostException(lease.taskId())));
    }

    private List<JournalEntry> write(TaskDirectory directory, List<TaskEvent> events) throws IOException {
        List<JournalEntry> written = directory.write(clock.instant(), events);
        StoredTask task = directory.task().orElseThrow();
        if (task.isAtRest()) {
            directory.extend(Instant.EPOCH);
        }
        if (task.status().isTerminal()) {
            directory.forgetSecrets();
            Files.deleteIfExists(active.resolve(marker(task.task())));
        }
        return written;
    }

    @Override
    public void release(Lease lease) {
        call(
                "take a task back",
                () -> ifThere(lease.taskId(), directory -> {
                    if (directory.isLeaseOf(lease)) {
                        directory.extend(Instant.EPOCH);
                    }
                    return Optional.of(lease);
                }));
    }

    @Override
    public Optional<JournalEntry> tell(TaskCommand command) {
        return call(
                "write the journal of task " + command.taskId(),
                () -> ifThere(command.taskId(), directory -> tell(directory, command)));
    }

    private Optional<JournalEntry> tell(TaskDirectory directory, TaskCommand command) throws IOException {
        Optional<StoredTask> task = directory.task();
        if (task.isEmpty() || !command.expected().contains(task.get().status())) {
            return Optional.empty();
        }
        if (command.sealedSecrets().isPresent()) {
            directory.keepSecrets(command.sealedSecrets().get());
        }
        if (!RUNS.contains(task.get().status())) {
            // Before the line that makes it run again: a task that runs must never be without its marker.
            DurableFiles.write(active.resolve(marker(task.get().task())), "");
        }
        return Optional.of(write(directory, List.of(command.event())).get(0));
    }

    @Override
    public Optional<StoredTask> find(String taskId) {
        return call("read the task " + taskId, () -> ifThere(taskId, TaskDirectory::task));
    }

    @Override
    public List<JournalEntry> journal(String taskId, long after) {
        return call("read the journal of task " + taskId, () -> ifThere(
                        taskId, directory -> Optional.of(directory.journal(after)))
                .orElse(List.of()));
    }

    @Override
    public List<StoredTask> tasks(TaskFilter filter) {
        return call("list its tasks", () -> {
            List<StoredTask> found = new ArrayList<>();
            for (String id : names(tasks)) {
                ifThere(id, TaskDirectory::task).filter(filter::matches).ifPresent(found::add);
            }
            return found.stream()
                    .sorted(InMemoryTaskStore.LATEST_FIRST)
                    .limit(filter.limit())
                    .toList();
        });
    }

    @Override
    public boolean delete(String taskId) {
        return call("delete the task " + taskId, () -> {
            boolean deleted = ifThere(taskId, DirectoryTaskStore::deleteIfOver).isPresent();
            if (deleted) {
                Files.deleteIfExists(path(taskId).resolve(TaskDirectories.LOCK));
                Files.deleteIfExists(path(taskId));
            }
            return deleted;
        });
    }

    private static Optional<StoredTask> deleteIfOver(TaskDirectory directory) throws IOException {
        Optional<StoredTask> over =
                directory.task().filter(task -> task.status().isTerminal());
        if (over.isPresent()) {
            directory.delete();
        }
        return over;
    }

    /** Empty too if the task is not there, or was deleted just now. */
    private <T> Optional<T> ifThere(String taskId, TaskDirectories.Work<Optional<T>> work) throws IOException {
        Path directory = path(taskId);
        try {
            return Files.isDirectory(directory) ? open.in(directory, work) : Optional.empty();
        } catch (FileNotFoundException | NoSuchFileException e) {
            if (Files.isDirectory(directory)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Path path(String taskId) {
        return tasks.resolve(DurableFiles.name(taskId));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
