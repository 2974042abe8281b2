package dev.portalsdk.scaffolder.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory does besides what every store promises. */
class DirectoryTaskStoreTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final TaskEvent LINE = new TaskEvent.Logged(Optional.empty(), Severity.INFO, "a line");

    @TempDir
    Path directory;

    private static TaskRecord task(String id) {
        return new TaskRecord(
                id,
                EntityRef.parse("template:default/a"),
                Value.Obj.empty(),
                "",
                Value.Obj.empty(),
                Optional.empty(),
                Optional.empty(),
                OnFailure.KEEP,
                false,
                Instant.EPOCH);
    }

    @Test
    void anotherProcessSeesWhatWasWrittenAndGoesOn() {
        TaskStore one = DirectoryTaskStore.in(directory);
        TaskStore other = DirectoryTaskStore.in(directory);
        one.create(task("a"), Optional.empty());
        Lease lease = one.claim("one", 1, LEASE).get(0).lease();
        assertEquals(1, other.journal("a", 0).size());
        one.append(lease, List.of(LINE));
        assertEquals(2, other.journal("a", 0).size());
        assertEquals(List.of(), other.claim("other", 1, LEASE));

        one.release(lease);
        Lease taken = other.claim("other", 1, LEASE).get(0).lease();
        other.append(taken, List.of(LINE, LINE));

        assertEquals(5, one.journal("a", 0).size());
        assertThrows(LeaseLostException.class, () -> one.append(lease, List.of(LINE)));
    }

    @Test
    void halfALineOfAKilledProcessIsNothing() throws IOException {
        TaskStore killed = DirectoryTaskStore.in(directory);
        killed.create(task("a"), Optional.empty());
        Lease lease = killed.claim("one", 1, LEASE).get(0).lease();
        Path journal = directory.resolve("tasks/a/journal.jsonl");
        long whole = Files.size(journal);
        killed.append(lease, List.of(LINE, LINE));
        byte[] bytes = Files.readAllBytes(journal);

        for (long cut = whole; cut < bytes.length; cut += 7) {
            Files.write(journal, java.util.Arrays.copyOf(bytes, (int) cut));
            TaskStore next = DirectoryTaskStore.in(directory);
            assertEquals(1, next.journal("a", 0).size(), "none of two lines that were written at once");
            assertEquals(2, next.append(lease, List.of(LINE)).get(0).index());
            assertEquals(2, DirectoryTaskStore.in(directory).journal("a", 0).size());
        }
    }

    @Test
    void taskWhoseRecordWasNotWrittenWasNeverSubmitted() throws IOException {
        Files.createDirectories(directory.resolve("tasks/half"));
        Files.createDirectories(directory.resolve("active"));
        Files.createFile(directory.resolve("active/000000000000000-half"));
        TaskStore store = DirectoryTaskStore.in(directory);

        assertEquals(Optional.empty(), store.find("half"));
        assertEquals(List.of(), store.claim("one", 10, LEASE));
        assertEquals(List.of(), store.tasks(TaskFilter.all()));
    }

    @Test
    void idThatLeadsOutOfTheDirectoryIsRefused() {
        TaskStore store = DirectoryTaskStore.in(directory);

        assertThrows(IllegalArgumentException.class, () -> store.find("../../etc"));
        assertThrows(IllegalArgumentException.class, () -> store.create(task("../a"), Optional.empty()));
    }

    @Test
    void endedTaskLeavesNoSecretsAndIsNotLookedAtAgain() throws IOException {
        TaskStore store = DirectoryTaskStore.in(directory);
        store.create(task("a"), Optional.of("sealed"));
        Lease lease = store.claim("one", 1, LEASE).get(0).lease();
        store.append(lease, List.of(new TaskEvent.Ended(TaskStatus.COMPLETED, Value.Obj.empty(), Optional.empty())));

        try (Stream<Path> files = Files.walk(directory)) {
            assertTrue(files.filter(Files::isRegularFile)
                    .noneMatch(file -> read(file).contains("sealed")));
        }
        try (Stream<Path> active = Files.list(directory.resolve("active"))) {
            assertEquals(0, active.count());
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void threadThatIsInterruptedStillWrites() {
        TaskStore store = DirectoryTaskStore.in(directory);
        store.create(task("a"), Optional.empty());
        Lease lease = store.claim("one", 1, LEASE).get(0).lease();
        Thread.currentThread().interrupt();
        try {
            store.append(lease, List.of(LINE));
            assertTrue(store.renew(lease, LEASE).isPresent());
        } finally {
            assertTrue(Thread.interrupted(), "and stays interrupted");
        }
        assertEquals(2, store.journal("a", 0).size());
    }

    @Test
    void journalThatIsNoJournalIsNamedAndKeepsNobodyElseBack() throws IOException {
        TaskStore store = DirectoryTaskStore.in(directory);
        store.create(task("a"), Optional.empty());
        store.create(task("b"), Optional.empty());
        Files.writeString(directory.resolve("tasks/a/journal.jsonl"), "[{}]\n", StandardOpenOption.CREATE);

        assertThrows(TaskStoreException.class, () -> store.journal("a", 0));
        assertEquals("b", store.claim("one", 10, LEASE).get(0).lease().taskId());
    }

    @Test
    void taskThatAnotherProcessHasDeletedIsGoneHereToo() {
        TaskStore one = DirectoryTaskStore.in(directory);
        TaskStore other = DirectoryTaskStore.in(directory);
        one.create(task("a"), Optional.empty());
        Lease lease = one.claim("one", 1, LEASE).get(0).lease();
        one.append(lease, List.of(new TaskEvent.Ended(TaskStatus.COMPLETED, Value.Obj.empty(), Optional.empty())));
        assertEquals(2, other.journal("a", 0).size());

        assertTrue(one.delete("a"));

        assertEquals(Optional.empty(), other.find("a"));
        assertEquals(List.of(), other.journal("a", 0));
        assertEquals(List.of(), other.tasks(TaskFilter.all()));
        assertFalse(Files.exists(directory.resolve("tasks/a")));
    }
}
