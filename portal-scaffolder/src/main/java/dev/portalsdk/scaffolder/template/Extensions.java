package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

    /** These filters and the scaffolder's own with what is said of them, and other names without. */
    Map<String, TemplateExtension> describedFilters(Set<String> names) {
        Map<String, TemplateExtension> described = undescribed(names);
        portalFilters().forEach((name, filter) -> described.put(name, inAndOut(filter)));
        described.putAll(filters);
        return described;
    }

    /** Our filters take more arguments than Backstage says of its own. */
    private static TemplateExtension inAndOut(Value filter) {
        return new TemplateExtension(
                "",
                filter.at("/schema/input").flatMap(Value::asObj),
                List.of(),
                filter.at("/schema/output").flatMap(Value::asObj),
                List.of());
    }

    /** These functions with what is said of them, and other names without. */
    Map<String, TemplateExtension> describedFunctions(Set<String> names) {
        Map<String, TemplateExtension> described = undescribed(names);
        described.putAll(functions);
        return described;
    }

    private static Map<String, TemplateExtension> undescribed(Set<String> names) {
        Map<String, TemplateExtension> described = new LinkedHashMap<>();
        names.forEach(name -> described.put(name, TemplateExtension.described("")));
        return described;
    }

    Map<String, Value> globals() {
        Map<String, Value> globals = new LinkedHashMap<>();
        values.forEach((name, described) -> globals.put(name, described.value()));
        return globals;
    }

    private static Value.Obj portalFilters() {
        return (Value.Obj) Value.parseJson(text("filters.json"));
    }

    /** These and the scaffolder's own filters. */
    Value.Obj toValue() {
        Value.Obj.Builder described = Value.Obj.builder();
        values.forEach((name, value) ->
                described.put(name, Value.Obj.of("description", value.description(), "value", value.value())));
        Value.Obj globals = Value.Obj.of("functions", listed(functions), "values", described.build());
        Value.Obj.Builder all = Value.Obj.builder();
        portalFilters().forEach(all::put);
        listed(filters).forEach(all::put);
        return Value.Obj.of("filters", all.build(), "globals", globals);
    }

    private static Value.Obj listed(Map<String, TemplateExtension> extensions) {
        Value.Obj.Builder all = Value.Obj.builder();
        extensions.forEach((name, extension) -> all.put(name, extension.toValue()));
        return all.build();
    }
}
