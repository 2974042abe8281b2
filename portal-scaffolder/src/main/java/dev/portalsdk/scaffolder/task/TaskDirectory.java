package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of one task. Whoever calls a method holds the lock of the directory.
 *
 * <p>The journal is read once and then only what was added to it, which other processes may have done.
 */
final class TaskDirectory {
    private static final String RECORD = "task.json";

    private final Path directory;
    private final Path journal;
    private final List<JournalEntry> entries = new ArrayList<>();
    private @Nullable StoredTask task;
    /** How many bytes of the journal have been read: to the end of its last whole line. */
    private long read;

    TaskDirectory(Path directory) {
        this.directory = directory;
        this.journal = directory.resolve("journal.jsonl");
    }

    /** A file that was damaged, or written by a later version. */
    static final class UnreadableTaskException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableTaskException(Path file, Exception cause) {
            super(file + " cannot be read: " + cause.getMessage(), cause);
        }
    }

    void create(TaskRecord record, Optional<String> sealedSecrets) throws IOException {
        if (sealedSecrets.isPresent()) {
            keepSecrets(sealedSecrets.get());
        }
        // Last: a task whose record is not there was never submitted.
        DurableFiles.write(directory.resolve(RECORD), record.toValue().toJson());
    }

    /** Drops everything but the lock, the record first: what is left if the process dies then was never wholly submitted. */
    void delete() throws IOException {
        Files.delete(directory.resolve(RECORD));
        forget();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (!file.endsWith(TaskDirectories.LOCK)) {
                    Files.delete(file);
                }
            }
        }
    }

    private void forget() {
        task = null;
        read = 0;
        entries.clear();
    }

    /** Empty if it was never wholly submitted. */
    Optional<StoredTask> task() throws IOException {
        Path record = directory.resolve(RECORD);
        if (!Files.exists(record)) {
            forget(); // another process has deleted it
            return Optional.empty();
        }
        if (task == null) {
            task = StoredTask.submitted(record(record));
        }
        return Optional.of(refresh(task));
    }

    private static TaskRecord record(Path file) throws IOException {
        try {
            return TaskRecord.of((Value.Obj) Value.parseJson(Files.readString(file)));
        } catch (IllegalArgumentException | ClassCastException | DateTimeException e) {
            throw new UnreadableTaskException(file, e);
        }
    }

    private StoredTask refresh(StoredTask known) throws IOException {
        StoredTask current = known;
        long length = Files.exists(journal) ? Files.size(journal) : 0;
        if (length > read) {
            for (JournalEntry entry : readFrom(read)) {
                entries.add(entry);
                current = current.after(entry);
            }
            task = current;
        }
        return current;
    }

    /** Whole lines only: half a line is what a process wrote that was killed, and was never promised to anybody. */
    private List<JournalEntry> readFrom(long position) throws IOException {
        byte[] bytes;
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            bytes = new byte[Math.toIntExact(file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
        }
        List<JournalEntry> found = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                found.addAll(parse(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                start = i + 1;
            }
        }
        read = position + start;
        return found;
    }

    private List<JournalEntry> parse(String line) throws UnreadableTaskException {
        try {
            List<JournalEntry> found = new ArrayList<>();
            for (Value entry : ((Value.Arr) Value.parseJson(line)).values()) {
                found.add(JournalEntry.of((Value.Obj) entry));
            }
            return found;
        } catch (IllegalArgumentException | ClassCastException | DateTimeException e) {
            throw new UnreadableTaskException(journal, e);
        }
    }

    List<JournalEntry> journal(long after) throws IOException {
        if (task().isEmpty()) {
            return List.of();
        }
        int from = (int) Math.min(Math.max(0, after), entries.size());
        return List.copyOf(entries.subList(from, entries.size()));
    }

    /** Writes all or nothing, over what a killed process may have left behind the last whole line. */
    List<JournalEntry> write(Instant now, List<TaskEvent> events) throws IOException {
        StoredTask current = task().orElseThrow();
        List<JournalEntry> written = new ArrayList<>();
        List<Value> line = new ArrayList<>();
        for (TaskEvent event : events) {
            JournalEntry entry = new JournalEntry(current.lastIndex() + 1, now, event);
            written.add(entry);
            line.add(entry.toValue());
            current = current.after(entry);
        }
        byte[] bytes = (Value.Arr.of(line).toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "rw")) {
            append(file, bytes);
        }
        read += bytes.length;
        entries.addAll(written);
        task = current;
        return written;
    }

    private void append(RandomAccessFile file, byte[] bytes) throws IOException {
        try {
            file.setLength(read);
            file.seek(read);
            file.write(bytes);
            file.getFD().sync();
        } catch (IOException e) {
            file.setLength(read); // nobody was promised this line
            throw e;
        }
    }

    /** A lease as a file: it outlives the process, and so does the number of claims. */
    private record Grant(String node, long generation, String until) {}

    private Grant grant() throws IOException {
        Path file = directory.resolve("lease.json");
        return Files.exists(file)
                ? Value.parseJson(Files.readString(file)).to(Grant.class)
                : new Grant("", 0, Instant.EPOCH.toString());
    }

    boolean isHeld(Instant now) throws IOException {
        return now.isBefore(Instant.parse(grant().until()));
    }

    boolean isLeaseOf(Lease lease) throws IOException {
        Grant grant = grant();
        return grant.generation() == lease.generation() && !grant.until().equals(Instant.EPOCH.toString());
    }

    void grant(String node, Instant until) throws IOException {
        keep(new Grant(node, grant().generation() + 1, until.toString()));
    }

    void extend(Instant until) throws IOException {
        Grant grant = grant();
        keep(new Grant(grant.node(), grant.generation(), until.toString()));
    }

    private void keep(Grant grant) throws IOException {
        DurableFiles.write(directory.resolve("lease.json"), Value.of(grant).toJson());
    }

    Lease lease() throws IOException {
        Grant grant = grant();
        StoredTask current = task().orElseThrow();
        return new Lease(
                current.task().id(),
                grant.node(),
                grant.generation(),
                Instant.parse(grant.until()),
                current.cancelRequested());
    }

    Optional<String> secrets() throws IOException {
        Path file = directory.resolve("secrets");
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    void keepSecrets(String sealed) throws IOException {
        DurableFiles.write(directory.resolve("secrets"), sealed);
    }

    void forgetSecrets() throws IOException {
        Files.deleteIfExists(directory.resolve("secrets"));
    }
}
