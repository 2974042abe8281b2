package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filters that the scaffolder adds to Nunjucks: {@code parseRepoUrl}, {@code projectSlug}, {@code parseEntityRef}, {@code pick}. */
final class PortalFilters {
    private static final Pattern ENTITY_REF = Pattern.compile("(?:([^:/]+):)?(?:([^:/]+)/)?([^:/]+)");
    private static final Pattern PATH_PART = Pattern.compile("[^.\\[\\]]+");

    private PortalFilters() {}

    static Map<String, TemplateFunction> all(Function<String, Optional<String>> typeOfHost) {
        return Map.of(
                "parseRepoUrl",
                arguments -> Optional.of(repoUrl(arguments, typeOfHost).toValue()),
                "projectSlug",
                arguments ->
                        Optional.of(Value.Str.of(repoUrl(arguments, typeOfHost).slug())),
                "parseEntityRef",
                PortalFilters::parseEntityRef,
                "pick",
                PortalFilters::pick);
    }

    private static RepoUrl repoUrl(TemplateArguments arguments, Function<String, Optional<String>> typeOfHost) {
        String text = arguments
                .string(0)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a repository URL is text, such as github.com?owner=acme&repo=widgets, not "
                                + arguments.at(0).map(Value::typeName).orElse("undefined")));
        return RepoUrl.parse(text, typeOfHost);
    }

    // The author's spelling is kept, unlike in EntityRef.
    private static Optional<Value> parseEntityRef(TemplateArguments arguments) {
        Value.Obj defaults =
                arguments.at(1).flatMap(Value::asObj).orElseGet(() -> (Value.Obj) Value.of(arguments.named()));
        Value.Obj parts = arguments.at(0).flatMap(Value::asObj).orElseGet(() -> parts(arguments));
        String kind = parts.string("kind")
                .or(() -> defaults.string("defaultKind"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the entity reference " + parts.string("name").orElse("")
                                + " names no kind; write kind:name or give parseEntityRef({ defaultKind: … })"));
        String namespace = parts.string("namespace")
                .or(() -> defaults.string("defaultNamespace"))
                .orElse("default");
        String name = parts.string("name")
                .orElseThrow(() -> new IllegalArgumentException("the entity reference has no name"));
        return Optional.of(Value.Obj.of("kind", kind, "namespace", namespace, "name", name));
    }

    private static Value.Obj parts(TemplateArguments arguments) {
        String text = arguments
                .string(0)
                .filter(ref -> !ref.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("an entity reference must be text that is not empty"));
        Matcher matcher = ENTITY_REF.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not of the form [kind:][namespace/]name");
        }
        Value.Obj.Builder parts = Value.Obj.builder();
        Optional.ofNullable(matcher.group(1)).ifPresent(kind -> parts.put("kind", kind));
        Optional.ofNullable(matcher.group(2)).ifPresent(namespace -> parts.put("namespace", namespace));
        return parts.put("name", matcher.group(3)).build();
    }

    /** As lodash's get: {@code pick("a.b[0].c")}; a key that holds dots is found as such first. */
    private static Optional<Value> pick(TemplateArguments arguments) {
        Optional<Value> value = arguments.at(0);
        Value key = arguments
                .at(1)
                .orElseThrow(() -> new IllegalArgumentException("'pick' takes the name of what to pick"));
        if (key instanceof Value.Arr path) {
            for (Value part : path.values()) {
                value = child(value, text(part));
            }
            return value;
        }
        Optional<Value> direct = child(value, text(key));
        if (direct.isPresent()) {
            return direct;
        }
        Matcher parts = PATH_PART.matcher(text(key));
        while (parts.find()) {
            value = child(value, parts.group());
        }
        return value;
    }

    private static String text(Value key) {
        return key instanceof Value.Str text ? text.value() : key.toString();
    }

    private static Optional<Value> child(Optional<Value> value, String name) {
        ReservedNames.refuse(name);
        Value parent = value.orElse(Value.Null.NULL);
        if (parent instanceof Value.Obj object) {
            return object.get(name);
        }
        if (parent instanceof Value.Arr array) {
            return name.equals("length") ? Optional.of(Value.Num.of(array.size())) : array.at("/" + name);
        }
        return parent instanceof Value.Str text && name.equals("length")
                ? Optional.of(Value.Num.of(text.value().length()))
                : Optional.empty();
    }
}
