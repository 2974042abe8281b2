package dev.portalsdk.catalog;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces {@code {$text: ./file}} and its like by what they stand for. Rule {@code placeholder}.
 *
 * <p>As Backstage's PlaceholderProcessor: an object with exactly one key that starts with a dollar sign and has a resolver is replaced; anything else
 * stays as it is; results are not searched again.
 */
final class Placeholders {
    private final Map<String, PlaceholderResolver> resolvers;

    /** @param own by key, without the dollar sign; may replace the standard ones */
    Placeholders(Map<String, PlaceholderResolver> own) {
        Map<String, PlaceholderResolver> all = new LinkedHashMap<>();
        all.put("text", Placeholders::text);
        all.put("json", Placeholders::json);
        all.put("yaml", Placeholders::yaml);
        all.putAll(own);
        this.resolvers = Map.copyOf(all);
    }

    /** Gives the descriptor with what its placeholders stand for, or what is wrong with them. */
    Validated<EntityDescriptor> resolve(EntityDescriptor descriptor, ProcessingContext context) {
        Walk walk = new Walk(descriptor, context);
        Value root = walk.visit(descriptor.root(), "");
        if (root == descriptor.root()) {
            return Validated.of(descriptor);
        }
        return root instanceof Value.Obj changed && walk.findings.isEmpty()
                ? Validated.of(descriptor.withRoot(changed))
                : Validated.rejected(walk.findings);
    }

    private final class Walk {
        private final EntityDescriptor descriptor;
        private final ProcessingContext context;
        private final List<Diagnostic> findings = new ArrayList<>();

        Walk(EntityDescriptor descriptor, ProcessingContext context) {
            this.descriptor = descriptor;
            this.context = context;
        }

        /** The value itself if there is no placeholder in it. */
        Value visit(Value value, String pointer) {
            if (value instanceof Value.Obj object) {
                return placeholder(object)
                        .map(key -> replace(object, key, pointer))
                        .orElseGet(() -> object(object, pointer));
            }
            return value instanceof Value.Arr array ? array(array, pointer) : value;
        }

        private Value object(Value.Obj object, String pointer) {
            Map<String, Value> changed = new LinkedHashMap<>();
            object.forEach((key, child) -> {
                if (child instanceof Value.Obj || child instanceof Value.Arr) {
                    Value resolved = visit(child, pointer + "/" + escaped(key));
                    if (resolved != child) {
                        changed.put(key, resolved);
                    }
                }
            });
            if (changed.isEmpty()) {
                return object;
            }
            Value.Obj.Builder copy = object.toBuilder();
            changed.forEach(copy::put);
            return copy.build();
        }

        private Value array(Value.Arr array, String pointer) {
            boolean different = false;
            List<Value> elements = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                Value element = array.get(i);
                Value resolved = visit(element, pointer + "/" + i);
                different |= resolved != element;
                elements.add(resolved);
            }
            return different ? Value.Arr.of(elements) : array;
        }

        private Value replace(Value.Obj object, String key, String pointer) {
            String at = pointer + "/$" + escaped(key);
            Value parameter = object.get("$" + key).orElse(Value.Null.NULL);
            if (!(parameter instanceof Value.Str text)) {
                return fault(at, "$" + key + " takes a text, e.g. a path, not " + parameter.typeName(), parameter);
            }
            try {
                return resolver(key).resolve(text.value(), context);
            } catch (Exception e) {
                String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                return fault(at, "$" + key + ": " + reason, parameter);
            }
        }

        private Value fault(String pointer, String message, Value found) {
            findings.add(Diagnostic.error("placeholder", message)
                    .at(descriptor, pointer)
                    .found(found)
                    .build());
            return Value.Null.NULL;
        }
    }

    private PlaceholderResolver resolver(String key) {
        return java.util.Objects.requireNonNull(resolvers.get(key));
    }

    private Optional<String> placeholder(Value.Obj object) {
        if (object.size() != 1) {
            return Optional.empty();
        }
        String key = object.keys().iterator().next();
        return Optional.of(key)
                .filter(name -> name.startsWith("$"))
                .map(name -> name.substring(1))
                .filter(resolvers::containsKey);
    }

    static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static Value text(String path, ProcessingContext context) throws Exception {
        return Value.Str.of(decoded(path, context));
    }

    private static Value json(String path, ProcessingContext context) throws Exception {
        return Value.parseJson(decoded(path, context));
    }

    private static Value yaml(String path, ProcessingContext context) throws Exception {
        String url = context.resolve(path);
        Validated<List<YamlDocument>> read = YamlDocuments.create().read(url, context.read(url));
        List<YamlDocument> documents = read.value().orElse(List.of());
        if (read.hasErrors()) {
            throw new IllegalArgumentException(read.findings().get(0).toString());
        }
        if (documents.size() != 1) {
            throw new IllegalArgumentException(url + " must hold exactly one document, not " + documents.size());
        }
        return documents.get(0).value();
    }

    private static String decoded(String path, ProcessingContext context) throws Exception {
        String text = new String(context.read(context.resolve(path)), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
