package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a host adds to Nunjucks, with its descriptions. */
record Extensions(
        Map<String, TemplateExtension> filters,
        Map<String, TemplateExtension> functions,
        Map<String, DescribedValue> values) {

    record DescribedValue(String description, Value value) {}

    static Extensions none() {
        return new Extensions(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(Extensions.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Extensions copy() {
        return new Extensions(
                new LinkedHashMap<>(filters), new LinkedHashMap<>(functions), new LinkedHashMap<>(values));
    }

    /** These and the scaffolder's own filters. */
    Value.Obj toValue() {
        Value.Obj.Builder described = Value.Obj.builder();
        values.forEach((name, value) ->
                described.put(name, Value.Obj.of("description", value.description(), "value", value.value())));
        Value.Obj globals = Value.Obj.of("functions", listed(functions), "values", described.build());
        Value.Obj.Builder all = Value.Obj.builder();
        ((Value.Obj) Value.parseJson(text("filters.json"))).forEach(all::put);
        listed(filters).forEach(all::put);
        return Value.Obj.of("filters", all.build(), "globals", globals);
    }

    private static Value.Obj listed(Map<String, TemplateExtension> extensions) {
        Value.Obj.Builder all = Value.Obj.builder();
        extensions.forEach((name, extension) -> all.put(name, extension.toValue()));
        return all.build();
    }
}
