package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A choice of an entity's fields. Immutable.
 *
 * <p>Fields are dotted paths of exact keys, {@code metadata.name}; a key may hold dots itself, {@code metadata.annotations.backstage.io/techdocs-ref}, and of
 * several that fit the longest counts. Elements of lists cannot be chosen. What an entity does not have is left out.
 *
 * @param fields none means all
 */
public record FieldSelection(List<String> fields) {
    private static final int MAX_FIELDS = 1000;

    /** @throws IllegalArgumentException if a field is blank or holds a bracket, or there are more than 1,000 */
    public FieldSelection {
        fields = List.copyOf(fields);
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("At most " + MAX_FIELDS + " fields can be chosen, not " + fields.size());
        }
        for (String field : fields) {
            if (field.isBlank()) {
                throw new IllegalArgumentException("A field to choose must not be blank");
            }
            if (field.indexOf('[') >= 0) {
                throw new IllegalArgumentException(
                        "Invalid field \"" + field + "\", array type fields are not supported; choose the whole list");
            }
        }
    }

    /** These fields. */
    public static FieldSelection of(String... fields) {
        return new FieldSelection(List.of(fields));
    }

    /**
     * Reads fields as Backstage's parameter has them: separated by commas, white space around them dropped.
     *
     * @throws IllegalArgumentException as the constructor
     */
    // As Backstage service/request/parseEntityTransformParams.
    public static FieldSelection parse(String text) {
        return new FieldSelection(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .toList());
    }

    /** The chosen fields of an entity, as {@link StitchedEntity#toValue()} has them; empty objects if it has none of them. */
    public Value.Obj of(StitchedEntity entity) {
        return of(entity.toValue());
    }

    /** The chosen fields of an object. */
    public Value.Obj of(Value.Obj whole) {
        if (fields.isEmpty()) {
            return whole;
        }
        Value.Obj chosen = Value.Obj.empty();
        for (String field : fields) {
            Optional<Found> found = find(whole, field);
            if (found.isPresent()) {
                chosen = with(chosen, found.get().path(), found.get().value());
            }
        }
        return chosen;
    }

    /** A field and its exact keys. */
    private record Found(List<String> path, Value value) {
        Found below(String key) {
            List<String> longer = new ArrayList<>(List.of(key));
            longer.addAll(path);
            return new Found(longer, value);
        }
    }

    private static Optional<Found> find(Value.Obj object, String field) {
        Optional<Value> whole = object.get(field);
        if (whole.isPresent()) {
            return Optional.of(new Found(List.of(field), whole.get()));
        }
        for (int dot = field.lastIndexOf('.'); dot >= 0; dot = dot == 0 ? -1 : field.lastIndexOf('.', dot - 1)) {
            String key = field.substring(0, dot);
            String rest = field.substring(dot + 1);
            Optional<Found> below =
                    object.obj(key).flatMap(child -> find(child, rest)).map(found -> found.below(key));
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }

    private static Value.Obj with(Value.Obj object, List<String> path, Value value) {
        String key = path.get(0);
        if (path.size() == 1) {
            return object.with(key, value);
        }
        Value.Obj child = object.obj(key).orElse(Value.Obj.empty());
        return object.with(key, with(child, path.subList(1, path.size()), value));
    }
}
