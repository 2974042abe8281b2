package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.time.Instant;
import java.util.Optional;

/**
 * What a task was asked to do; it does not change. Secrets are no part of it.
 *
 * @param id unique
 * @param template which template it runs
 * @param document the template as it was then, without the parts that the user may not see
 * @param source where the document lies: a file or URL, empty if that is not known
 * @param values what was filled in
 * @param user for whom it runs
 * @param userEntity what templates see as {@code user.entity}
 * @param onFailure what to do with what was made when it fails
 * @param dryRun whether it only pretends
 * @param createdAt when it was submitted
 */
public record TaskRecord(
        String id,
        EntityRef template,
        Value.Obj document,
        String source,
        Value.Obj values,
        Optional<EntityRef> user,
        Optional<Value.Obj> userEntity,
        OnFailure onFailure,
        boolean dryRun,
        Instant createdAt) {

    /** The record as JSON, for stores. */
    public Value.Obj toValue() {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("id", id)
                .put("template", template.toString())
                .put("document", document)
                .put("source", source)
                .put("values", values)
                .put("onFailure", onFailure.name())
                .put("dryRun", dryRun)
                .put("createdAt", createdAt.toString());
        user.ifPresent(ref -> json.put("user", ref.toString()));
        userEntity.ifPresent(entity -> json.put("userEntity", entity));
        return json.build();
    }

    /**
     * The record of a JSON that {@link #toValue} made.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static TaskRecord of(Value.Obj json) {
        return new TaskRecord(
                text(json, "id"),
                EntityRef.parse(text(json, "template")),
                json.obj("document").orElse(Value.Obj.empty()),
                text(json, "source"),
                json.obj("values").orElse(Value.Obj.empty()),
                json.string("user").map(EntityRef::parse),
                json.obj("userEntity"),
                OnFailure.valueOf(text(json, "onFailure")),
                json.get("dryRun").filter(Value.Bool.TRUE::equals).isPresent(),
                Instant.parse(text(json, "createdAt")));
    }

    private static String text(Value.Obj json, String key) {
        return json.string(key)
                .orElseThrow(() -> new IllegalArgumentException("This is no task: it lacks \"" + key + "\""));
    }
}
