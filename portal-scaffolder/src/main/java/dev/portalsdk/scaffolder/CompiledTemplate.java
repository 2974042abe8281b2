package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A template whose expressions have been read; made once for a task. */
record CompiledTemplate(Template template, List<CompiledStep> steps, CompiledOutput output) {

    /** A step with its action. */
    record CompiledStep(
            Step step,
            ScaffolderAction<?, ?> action,
            CompiledValue.Entries input,
            Optional<CompiledValue> condition,
            Optional<CompiledValue> each) {}

    static CompiledTemplate of(Template template, ActionRegistry actions, TemplateEngine engine) {
        EntityDescriptor document = template.descriptor();
        List<CompiledStep> steps = new ArrayList<>();
        for (Step step : template.steps()) {
            ScaffolderAction<?, ?> action = actions.find(step.action())
                    .orElseThrow(() -> new ScaffolderException(actions.unknown(step.action())));
            String pointer = step.pointer();
            steps.add(new CompiledStep(
                    step,
                    action,
                    entries(step.input(), document, pointer + "/input", engine),
                    step.condition().map(value -> CompiledValue.of(value, document, pointer + "/if", engine)),
                    step.each().map(value -> CompiledValue.of(value, document, pointer + "/each", engine))));
        }
        return new CompiledTemplate(template, List.copyOf(steps), CompiledOutput.of(template, engine));
    }

    private static CompiledValue.Entries entries(
            Value.Obj value, EntityDescriptor document, String pointer, TemplateEngine engine) {
        return (CompiledValue.Entries) CompiledValue.of(value, document, pointer, engine);
    }
}
