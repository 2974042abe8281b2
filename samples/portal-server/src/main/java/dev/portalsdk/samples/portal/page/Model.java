package dev.portalsdk.samples.portal.page;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a template is filled with: maps, lists, texts and numbers, so that a template reaches nothing else. For one thread. */
public final class Model {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Model() {}

    public static Model of() {
        return new Model();
    }

    public static Model of(String key, Object value) {
        return of().put(key, value);
    }

    /** An empty {@code Optional} is an empty text: what is not there at all, templates would look for around it. */
    public Model put(String key, Object value) {
        if (value instanceof Optional<?> optional) {
            values.put(key, optional.isPresent() ? plain(optional.get()) : "");
        } else {
            values.put(key, plain(value));
        }
        return this;
    }

    private static Object plain(Object value) {
        if (value instanceof Model model) {
            return model.values;
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(Model::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(key.toString(), plain(each)));
            return plain;
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value.toString();
    }

    Map<String, Object> values() {
        return values;
    }

    /** Models of all elements of a list. */
    public static <T> List<Model> each(Collection<T> list, Function<T, Model> model) {
        return list.stream().map(model).toList();
    }
}
