package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.template.TemplateData;
import java.util.Map;
import java.util.function.Function;

/** What the expressions of a task see. Immutable. */
record TaskData(Value.Obj visible, Map<String, Secret> secrets, Environment environment) {

    static TaskData of(TaskRecord task, Map<String, Secret> secrets, Environment environment) {
        Value.Obj.Builder visible = Value.Obj.builder()
                .put("parameters", task.values())
                .put("steps", Value.Obj.empty())
                .put("context", Value.Obj.of("task", Value.Obj.of("id", task.id())))
                .put("environment", Value.Obj.of("parameters", environment.parameters()));
        task.user()
                .ifPresent(user -> visible.put(
                        "user",
                        Value.Obj.of(
                                "ref",
                                user.toString(),
                                "entity",
                                task.userEntity().orElse(Value.Obj.empty()))));
        return new TaskData(visible.build(), secrets, environment);
    }

    /** As it was before the first step. */
    TaskData withoutSteps() {
        return new TaskData(visible.with("steps", Value.Obj.empty()), secrets, environment);
    }

    /** With the output of a step. */
    TaskData withOutput(String stepId, Value.Obj output) {
        Value.Obj steps = visible.obj("steps").orElse(Value.Obj.empty()).with(stepId, Value.Obj.of("output", output));
        return new TaskData(visible.with("steps", steps), secrets, environment);
    }

    /** With an element of {@code each}. */
    TaskData withEach(String key, Value value) {
        return new TaskData(visible.with("each", Value.Obj.of("key", key, "value", value)), secrets, environment);
    }

    /** What a condition and the output of the template see. */
    TemplateData withoutSecrets() {
        return TemplateData.of(visible);
    }

    /** What inputs see. */
    TemplateData withSecrets() {
        return with(Secret::reveal);
    }

    /** What inputs would see if every secret were {@code ***}: for the journal, and to find what is made of secrets. */
    TemplateData withMaskedSecrets() {
        return with(secret -> Redactor.MASK);
    }

    private TemplateData with(Function<Secret, String> shown) {
        Value.Obj surroundings = visible.obj("environment").orElse(Value.Obj.empty());
        return TemplateData.of(visible.with("secrets", texts(secrets, shown))
                .with("environment", surroundings.with("secrets", texts(environment.secrets(), shown))));
    }

    private static Value.Obj texts(Map<String, Secret> secrets, Function<Secret, String> shown) {
        Value.Obj.Builder texts = Value.Obj.builder();
        secrets.forEach((name, secret) -> texts.put(name, shown.apply(secret)));
        return texts.build();
    }

    /**
     * What every task of a scaffolder sees as {@code environment}.
     *
     * @param parameters as {@code environment.parameters}
     * @param secrets as {@code environment.secrets}, in inputs only
     */
    record Environment(Value.Obj parameters, Map<String, Secret> secrets) {
        Environment {
            secrets = Map.copyOf(secrets);
        }
    }
}
