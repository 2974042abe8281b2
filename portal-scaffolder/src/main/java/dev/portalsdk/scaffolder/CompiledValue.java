package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.internal.Pointers;
import dev.portalsdk.scaffolder.template.ParsedTemplate;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateException;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A value of a template whose texts are templates, read once. Keys are never templates.
 *
 * <p>A text that cannot be read or rendered is passed on as it is written, as in Backstage; the problem is told to whoever asks.
 */
sealed interface CompiledValue {

    /**
     * The value for this data.
     *
     * @param problems hears of every text that is kept as it is written
     * @return empty if it is one expression that is undefined
     */
    Optional<Value> render(TemplateData data, Consumer<TemplateException> problems);

    /** Reads a value of a document, with the places of its texts. */
    static CompiledValue of(Value value, EntityDescriptor document, String pointer, TemplateEngine engine) {
        if (value instanceof Value.Str text) {
            return text(text, origin(document, pointer), engine);
        }
        if (value instanceof Value.Arr array) {
            List<CompiledValue> elements = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                elements.add(of(array.get(i), document, Pointers.child(pointer, i), engine));
            }
            return new Elements(elements);
        }
        if (value instanceof Value.Obj object) {
            Map<String, CompiledValue> entries = new LinkedHashMap<>();
            object.forEach((key, child) -> entries.put(key, of(child, document, Pointers.child(pointer, key), engine)));
            return new Entries(entries);
        }
        return new Constant(value);
    }

    private static SourceLocation origin(EntityDescriptor document, String pointer) {
        String source = document.source().isEmpty() ? "template.yaml#" + pointer : document.source();
        return document.location(pointer).orElse(SourceLocation.startOf(source));
    }

    private static CompiledValue text(Value.Str text, SourceLocation origin, TemplateEngine engine) {
        try {
            ParsedTemplate parsed = engine.parse(text.value(), origin, TemplateSyntax.STANDARD);
            return parsed.isConstant()
                    ? new Constant(Value.Str.of(parsed.render(TemplateData.of(Value.Obj.empty()))))
                    : new Text(text, parsed);
        } catch (TemplateException e) {
            return new Unreadable(text, e);
        }
    }

    /** A value without templates. */
    record Constant(Value value) implements CompiledValue {
        @Override
        public Optional<Value> render(TemplateData data, Consumer<TemplateException> problems) {
            return Optional.of(value);
        }
    }

    /** A template. */
    record Text(Value.Str written, ParsedTemplate template) implements CompiledValue {
        @Override
        public Optional<Value> render(TemplateData data, Consumer<TemplateException> problems) {
            try {
                return template.evaluate(data);
            } catch (TemplateException e) {
                problems.accept(e);
                return Optional.of(written);
            }
        }
    }

    /** A text that is no template though it looks like one. */
    record Unreadable(Value.Str written, TemplateException problem) implements CompiledValue {
        @Override
        public Optional<Value> render(TemplateData data, Consumer<TemplateException> problems) {
            problems.accept(problem);
            return Optional.of(written);
        }
    }

    /** A list; what is undefined is null in it. */
    record Elements(List<CompiledValue> elements) implements CompiledValue {
        @Override
        public Optional<Value> render(TemplateData data, Consumer<TemplateException> problems) {
            List<Value> rendered = new ArrayList<>(elements.size());
            for (CompiledValue element : elements) {
                rendered.add(element.render(data, problems).orElse(Value.Null.NULL));
            }
            return Optional.of(Value.Arr.of(rendered));
        }
    }

    /** An object; keys whose value is undefined are left out. */
    record Entries(Map<String, CompiledValue> entries) implements CompiledValue {
        @Override
        public Optional<Value> render(TemplateData data, Consumer<TemplateException> problems) {
            return Optional.of(renderObject(data, problems));
        }

        Value.Obj renderObject(TemplateData data, Consumer<TemplateException> problems) {
            Value.Obj.Builder rendered = Value.Obj.builder();
            entries.forEach((key, entry) -> entry.render(data, problems).ifPresent(value -> rendered.put(key, value)));
            return rendered.build();
        }
    }
}
