package dev.portalsdk.scaffolder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** See {@link TaskStore#inMemory}. */
final class InMemoryTaskStore implements TaskStore {
    private record Stored(TaskRecord task, List<JournalEntry> journal) {}

    private final Map<String, Stored> tasks = new LinkedHashMap<>();

    @Override
    public synchronized void create(TaskRecord task) {
        if (tasks.putIfAbsent(task.id(), new Stored(task, new ArrayList<>())) != null) {
            throw new ScaffolderException("There is a task " + task.id() + " already");
        }
    }

    @Override
    public synchronized JournalEntry append(String taskId, Instant time, TaskEvent event) {
        List<JournalEntry> journal = Optional.ofNullable(tasks.get(taskId))
                .orElseThrow(() -> new ScaffolderException("There is no task " + taskId))
                .journal();
        if (!journal.isEmpty() && journal.get(journal.size() - 1).event() instanceof TaskEvent.Ended) {
            throw new ScaffolderException("The journal of task " + taskId + " has ended");
        }
        JournalEntry entry = new JournalEntry(journal.size() + 1L, time, event);
        journal.add(entry);
        return entry;
    }

    @Override
    public synchronized Optional<TaskRecord> find(String taskId) {
        return Optional.ofNullable(tasks.get(taskId)).map(Stored::task);
    }

    @Override
    public synchronized List<JournalEntry> journal(String taskId, long after) {
        List<JournalEntry> journal =
                Optional.ofNullable(tasks.get(taskId)).map(Stored::journal).orElse(List.of());
        int from = (int) Math.min(Math.max(0, after), journal.size());
        return List.copyOf(journal.subList(from, journal.size()));
    }

    @Override
    public synchronized List<TaskRecord> tasks() {
        List<TaskRecord> all = new ArrayList<>();
        tasks.values().forEach(stored -> all.add(stored.task()));
        Collections.reverse(all);
        return List.copyOf(all);
    }
}
