package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the journal of one task and tells the listeners. Secrets are replaced here, so that none can get past it. */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);

    private final TaskRecord task;
    private final TaskStore store;
    private final Clock clock;
    private final List<TaskListener> listeners;
    private final Redactor redactor;

    Journal(TaskRecord task, TaskStore store, Clock clock, List<TaskListener> listeners, Redactor redactor) {
        this.task = task;
        this.store = store;
        this.clock = clock;
        this.listeners = listeners;
        this.redactor = redactor;
    }

    /** Actions may log from several threads; lines are written one after the other. */
    synchronized void write(TaskEvent event) {
        JournalEntry entry = store.append(task.id(), clock.instant(), event);
        for (TaskListener listener : listeners) {
            try {
                listener.onEntry(task, entry);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on task {}; the task goes on", task.id(), e);
            }
        }
    }

    void log(String message) {
        write(new TaskEvent.Logged(Optional.empty(), Severity.INFO, redactor.redact(message)));
    }

    void log(String stepId, Severity severity, String message) {
        write(new TaskEvent.Logged(Optional.of(stepId), severity, redactor.redact(message)));
    }

    void ended(String stepId, StepStatus status, Value.Obj output, Optional<String> error) {
        write(new TaskEvent.StepEnded(stepId, status, output, error.map(redactor::redact)));
    }

    void ended(TaskStatus status, Value.Obj output, Optional<String> error) {
        write(new TaskEvent.Ended(status, output, error.map(redactor::redact)));
    }
}
