package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.TaskRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What becomes of a request before it is a task.
 *
 * @param onFailure unless the request or its template says
 * @param appliesDefaults whether defaults of forms are filled in
 */
record Admission(
        ActionRegistry actions,
        ScaffolderPermissions permissions,
        OnFailure onFailure,
        boolean appliesDefaults,
        Clock clock) {

    /** For the part of the template that the user may see, with defaults if they are to be filled in. */
    TaskRequest prepare(TaskRequest given) {
        return withDefaults(given.withTemplate(seenBy(given.user().map(Entity::ref), given.template())));
    }

    Template seenBy(Optional<EntityRef> user, Template template) {
        return template.visibleTo(tags -> permissions.maySee(user, tags));
    }

    private TaskRequest withDefaults(TaskRequest request) {
        return appliesDefaults ? request.withValues(FormDefaults.apply(request.template(), request.values())) : request;
    }

    /** What would keep it from being run. */
    List<Diagnostic> check(TaskRequest request) {
        Template template = request.template();
        List<Diagnostic> findings = new ArrayList<>(
                ParameterSchemas.check(template, withDefaults(request).values()));
        findings.addAll(ParameterSchemas.checkSecrets(template, request.secrets()));
        for (Step step : template.steps()) {
            if (actions.find(step.action()).isEmpty()) {
                findings.add(Diagnostic.error("unknown-action", actions.unknown(step.action()))
                        .at(template.descriptor(), step.pointer() + "/action")
                        .build());
            }
        }
        return findings;
    }

    /** What stores keep of it. */
    TaskRecord record(TaskRequest request, boolean dryRun) {
        Template template = request.template();
        OnFailure reaction = request.onFailure().or(template::onFailure).orElse(onFailure);
        return new TaskRecord(
                UUID.randomUUID().toString(),
                template.ref(),
                template.entity().toValue(),
                template.descriptor().source(),
                request.values(),
                request.user().map(Entity::ref),
                request.user().map(Entity::toValue),
                dryRun ? OnFailure.KEEP : reaction,
                dryRun,
                clock.instant());
    }
}
