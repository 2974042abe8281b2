package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all steps of one claim of a task share.
 *
 * @param templateUrl where the template lies
 * @param secrets that came with the task
 * @param retryAfter how long to wait before an effect is tried again that may be repeated
 */
record RunContext(
        TaskRecord task,
        Optional<String> templateUrl,
        TaskWorkspace workspace,
        Journal journal,
        TaskProgress progress,
        Vault vault,
        Map<String, Secret> secrets,
        ScaffolderPermissions permissions,
        Strictness strictness,
        RunSignals signals,
        List<Duration> retryAfter) {

    /** Saves the workspace if it has changed. @return what the journal has to say of it */
    synchronized List<TaskEvent> saveWorkspace() throws IOException {
        List<TaskEvent> events = workspace.save();
        for (TaskEvent event : events) {
            if (event instanceof TaskEvent.WorkspaceSaved saved) {
                progress.saved(saved.version());
            }
        }
        return events;
    }

    /** An action may have caught what was meant for the engine: that a person has to decide, or that nothing can be written any more. */
    void requireWhole() {
        Optional<DecisionNeededException> question = signals.question();
        if (question.isPresent()) {
            throw question.get();
        }
        if (journal.isBroken()) {
            throw new TaskStoreException("The journal of task " + task.id() + " cannot be written any more");
        }
    }
}
