package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityRef;
import java.util.Optional;

/**
 * Which step runs.
 *
 * @param taskId of its task
 * @param stepId of the step
 * @param template of its task
 * @param templateUrl where the template lies; see {@link Template#baseUrl}
 * @param user for whom the task runs
 */
public record StepInfo(
        String taskId, String stepId, EntityRef template, Optional<String> templateUrl, Optional<EntityRef> user) {}
