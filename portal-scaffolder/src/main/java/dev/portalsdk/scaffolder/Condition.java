package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Decides whether a step runs. */
final class Condition {
    private Condition() {}

    /**
     * Whether a step with this {@code if} runs. After a failure only those do whose {@code if} is true and calls {@code always()} or {@code
     * failure()}.
     */
    static boolean holds(
            Optional<CompiledValue> condition,
            TemplateData data,
            boolean failed,
            Consumer<TemplateException> problems) {
        if (condition.isEmpty()) {
            return !failed;
        }
        AtomicBoolean asked = new AtomicBoolean();
        TemplateData withFunctions = data.with("always", arguments -> {
                    asked.set(true);
                    return Optional.of(Value.Bool.TRUE);
                })
                .with("failure", arguments -> {
                    asked.set(true);
                    return Optional.of(Value.Bool.of(failed));
                });
        boolean holds = Truth.of(condition.get().render(withFunctions, problems));
        return holds && (!failed || asked.get());
    }
}
