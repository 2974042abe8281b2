package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.time.Instant;
import java.util.Optional;

/**
 * What a task was asked to do; it does not change. Secrets are no part of it.
 *
 * @param id unique
 * @param template which template it runs
 * @param document the template as it was then
 * @param values what was filled in
 * @param user for whom it runs
 * @param dryRun whether it only pretends
 * @param createdAt when it was submitted
 */
public record TaskRecord(
        String id,
        EntityRef template,
        Value.Obj document,
        Value.Obj values,
        Optional<EntityRef> user,
        boolean dryRun,
        Instant createdAt) {}
