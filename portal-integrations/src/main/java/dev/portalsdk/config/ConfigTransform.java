package dev.portalsdk.config;

import dev.portalsdk.config.ConfigFiles.ConfigReadException;
import dev.portalsdk.config.ConfigFiles.Origin;
import dev.portalsdk.config.ConfigNode.Absent;
import dev.portalsdk.config.ConfigNode.ArrayNode;
import dev.portalsdk.config.ConfigNode.ObjectNode;
import dev.portalsdk.config.ConfigNode.Scalar;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.SourcePlaces;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One configuration file as a tree in which variables are substituted and inclusions are replaced by what they name.
 *
 * <p>As Backstage's config-loader (sources/transform/apply, include): {@code $file}, {@code $env} and {@code $include} must
 * be the only key of their object and have a text, in which variables are substituted first; {@code $file} drops trailing
 * white space; {@code $include: path#a.b} takes a part of a .json, .yaml or .yml file, whose own inclusions are relative to
 * it. Unlike there, an included value may itself be an inclusion, and mistakes are collected instead of ending the load.
 */
final class ConfigTransform {
    private static final Set<String> INCLUSIONS = Set.of("$file", "$env", "$include");
    private static final String RULE = "config-include";

    private final Function<String, @Nullable String> environment;
    private final ConfigFiles files;
    private final List<Diagnostic> findings;

    ConfigTransform(Function<String, @Nullable String> environment, ConfigFiles files, List<Diagnostic> findings) {
        this.environment = environment;
        this.files = files;
        this.findings = findings;
    }

    /** The tree of one of the files that were named; empty if it cannot be used, which is then among the findings. */
    Optional<ConfigNode> load(Path file) {
        SourceLocation start = SourceLocation.startOf(file.toString());
        try {
            Optional<Parsed> document = parse(file, files.read(file));
            if (document.isEmpty()) {
                return Optional.empty();
            }
            Value root = document.get().value();
            if (root == Value.Null.NULL) {
                return Optional.of(new ObjectNode(Map.of(), start));
            }
            if (!(root instanceof Value.Obj)) {
                report(start, "", "a configuration file must hold a mapping, this one holds a " + root.typeName());
                return Optional.empty();
            }
            return Optional.of(new Walk(document.get(), Origin.of(file)).node(root, "", ""));
        } catch (ConfigReadException e) {
            report(start, "", e.getMessage());
            return Optional.empty();
        }
    }

    /** The only document of a file; empty if it cannot be used, which is then among the findings. */
    private Optional<Parsed> parse(Path file, byte[] content) {
        Validated<List<YamlDocument>> parsed = YamlDocuments.create().read(file.toString(), content);
        findings.addAll(parsed.findings());
        if (parsed.hasErrors()) {
            return Optional.empty();
        }
        List<YamlDocument> documents = parsed.value().orElse(List.of());
        if (documents.size() > 1) {
            throw new ConfigReadException(
                    file + " holds " + documents.size() + " documents; configuration is one document");
        }
        SourceLocation start = SourceLocation.startOf(file.toString());
        return Optional.of(
                documents.isEmpty()
                        ? new Parsed(Value.Null.NULL, SourcePlaces.none(), start)
                        : new Parsed(documents.get(0).value(), documents.get(0), start));
    }

    /** A document with the places of its values. */
    private record Parsed(Value value, SourcePlaces places, SourceLocation start) {
        SourceLocation place(String pointer) {
            return places.value(pointer).orElse(start);
        }
    }

    /** A variable of the environment; empty if it is not set. */
    Optional<String> variable(String name) {
        return Substitution.variable(name, environment);
    }

    /** A mistake that belongs to no path. */
    void report(SourceLocation place, String message) {
        report(place, "", message);
    }

    private void report(SourceLocation place, String path, @Nullable String message) {
        findings.add(Diagnostic.error(RULE, (path.isEmpty() ? "" : path + ": ") + message)
                .at(place)
                .pointer(ConfigPath.pointer(path))
                .build());
    }

    /** Walks one document; {@code pointer} leads through the document, {@code path} through the configuration. */
    private final class Walk {
        private final Parsed document;
        private final Origin origin;

        Walk(Parsed document, Origin origin) {
            this.document = document;
            this.origin = origin;
        }

        ConfigNode node(Value value, String pointer, String path) {
            SourceLocation place = document.place(pointer);
            if (value instanceof Value.Obj obj) {
                Optional<String> inclusion =
                        obj.keys().stream().filter(INCLUSIONS::contains).findFirst();
                return inclusion.isPresent()
                        ? included(obj, inclusion.get(), place, path)
                        : object(obj, pointer, path, place);
            }
            if (value instanceof Value.Arr arr) {
                return array(arr, pointer, path, place);
            }
            return value instanceof Value.Str text ? text(text.value(), place) : new Scalar(value, place, false);
        }

        private ConfigNode object(Value.Obj obj, String pointer, String path, SourceLocation place) {
            Map<String, ConfigNode> fields = new LinkedHashMap<>();
            obj.forEach((key, value) -> fields.put(
                    key, node(value, pointer + "/" + ConfigPath.pointerToken(key), ConfigPath.child(path, key))));
            return new ObjectNode(fields, place);
        }

        private ConfigNode array(Value.Arr arr, String pointer, String path, SourceLocation place) {
            List<ConfigNode> items = new ArrayList<>();
            for (int i = 0; i < arr.size(); i++) {
                ConfigNode item = node(arr.get(i), pointer + "/" + i, ConfigPath.item(path, i));
                if (!(item instanceof Absent)) {
                    items.add(item);
                }
            }
            return new ArrayNode(items, place);
        }

        private ConfigNode text(String template, SourceLocation place) {
            Substitution substituted = Substitution.of(template, environment);
            return substituted.text().isPresent()
                    ? new Scalar(Value.Str.of(substituted.text().get()), place, substituted.external())
                    : new Absent(notSet(substituted.missing()), place);
        }

        private ConfigNode included(Value.Obj obj, String key, SourceLocation place, String path) {
            try {
                if (obj.size() != 1) {
                    throw new ConfigReadException(key + " must be the only key of its object");
                }
                String template = obj.string(key)
                        .orElseThrow(() -> new ConfigReadException(key + " must have a text, found a "
                                + obj.get(key).map(Value::typeName).orElse("nothing")));
                Substitution target = Substitution.of(template, environment);
                if (target.text().isEmpty()) {
                    throw new ConfigReadException(key + " cannot be resolved: " + notSet(target.missing()));
                }
                return resolve(key, target.text().get(), place, path);
            } catch (ConfigReadException e) {
                report(place, path, e.getMessage());
                return new Absent("it could not be read", place);
            }
        }

        private ConfigNode resolve(String key, String target, SourceLocation place, String path) {
            if (key.equals("$env")) {
                return Substitution.variable(target, environment)
                        .<ConfigNode>map(text -> new Scalar(Value.Str.of(text), place, true))
                        .orElseGet(() -> new Absent(notSet(List.of(target)), place));
            }
            if (key.equals("$file")) {
                String text = new String(files.read(origin.resolve(target)), StandardCharsets.UTF_8);
                return new Scalar(Value.Str.of(text.stripTrailing()), place, true);
            }
            int hash = target.indexOf('#');
            return hash < 0
                    ? include(target, "", path, place)
                    : include(target.substring(0, hash), target.substring(hash + 1), path, place);
        }

        private ConfigNode include(String target, String fragment, String path, SourceLocation place) {
            String name = target.toLowerCase(Locale.ROOT);
            if (!name.endsWith(".json") && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
                throw new ConfigReadException("$include reads .json, .yaml and .yml files, not " + target);
            }
            Path file = origin.resolve(target);
            Origin inner = origin.include(file, fragment);
            Optional<Parsed> parsed = parse(file, files.read(file));
            if (parsed.isEmpty()) {
                return new Absent(file + " could not be parsed", place);
            }
            Value value = parsed.get().value();
            StringBuilder pointer = new StringBuilder();
            for (String part : fragment.isEmpty() ? new String[0] : fragment.split("\\.", -1)) {
                if (!(value instanceof Value.Obj obj)) {
                    throw new ConfigReadException("in " + file + ", " + fragment + " leads through a "
                            + value.typeName() + ", not an object");
                }
                if (!obj.has(part)) {
                    return new Absent(fragment + " is not in " + file, place);
                }
                value = obj.get(part).orElseThrow();
                pointer.append('/').append(ConfigPath.pointerToken(part));
            }
            return new Walk(parsed.get(), inner).node(value, pointer.toString(), path);
        }
    }

    private static String notSet(List<String> names) {
        return names.size() == 1
                ? "environment variable " + names.get(0) + " is not set"
                : "environment variables " + String.join(", ", names) + " are not set";
    }

    static boolean hasErrors(List<Diagnostic> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
