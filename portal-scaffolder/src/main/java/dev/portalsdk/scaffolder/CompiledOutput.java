package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a template shows at the end. */
record CompiledOutput(CompiledValue.Entries entries) {
    private static final Set<String> CONDITIONAL = Set.of("links", "text");

    static CompiledOutput of(Template template, TemplateEngine engine) {
        CompiledValue compiled = CompiledValue.of(template.output(), template.descriptor(), "/spec/output", engine);
        return new CompiledOutput((CompiledValue.Entries) compiled);
    }

    /** Links and texts whose {@code if} is false are left out, and so is the {@code if} of the others. */
    Value.Obj render(TemplateData data, Consumer<TemplateException> problems) {
        Value.Obj output = entries.renderObject(data, problems);
        for (String key : CONDITIONAL) {
            Optional<Value.Arr> items = output.arr(key);
            if (items.isPresent()) {
                output = output.with(key, shown(items.get()));
            }
        }
        return output;
    }

    private static Value.Arr shown(Value.Arr items) {
        List<Value> shown = new ArrayList<>();
        for (Value item : items.values()) {
            if (!(item instanceof Value.Obj object) || !object.has("if")) {
                shown.add(item);
            } else if (Truth.of(object.get("if"))) {
                shown.add(object.without("if"));
            }
        }
        return Value.Arr.of(shown);
    }
}
