package dev.portalsdk.scaffolder.task;

import java.util.Optional;
import java.util.Set;

/**
 * A line that somebody who has no lease wants to write into a journal.
 *
 * @param expected where the task must be; else nothing is written
 * @param event one of {@link TaskEvent.CancelRequested}, {@link TaskEvent.Decided}, {@link TaskEvent.Retried}, {@link TaskEvent.Ended}
 * @param sealedSecrets secrets to keep from now on instead of those that are there
 */
public record TaskCommand(String taskId, Set<TaskStatus> expected, TaskEvent event, Optional<String> sealedSecrets) {

    /** Copies the set. */
    public TaskCommand {
        expected = Set.copyOf(expected);
    }
}
