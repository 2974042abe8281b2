package dev.portalsdk.config;

import dev.portalsdk.config.ConfigNode.Absent;
import dev.portalsdk.config.ConfigNode.ArrayNode;
import dev.portalsdk.config.ConfigNode.ObjectNode;
import dev.portalsdk.config.ConfigNode.Scalar;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A portal's configuration, merged from files, values and the environment; or a part of one.
 *
 * <p>Paths are dotted, with indexes: {@code integrations.github[0].host}. What is not there, is null, or mentions an
 * environment variable that is not set is absent; what is there and has the wrong type is a {@link ConfigException} with
 * its file, line and column. Immutable and safe for use by many threads.
 *
 * <pre>{@code
 * Config config = Config.builder().defaultFiles(Path.of(".")).build();
 * long port = config.number("backend.listen.port").orElse(7007);
 * }</pre>
 */
public final class Config {
    private final ConfigNode node;
    private final String path;

    private Config(ConfigNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Starts an empty configuration. */
    public static Builder builder() {
        return new Builder();
    }

    /** A configuration in which everything is absent. */
    public static Config empty() {
        return new Config(new ObjectNode(Map.of(), SourceLocation.startOf("configuration")), "");
    }

    /** Everything in this part. Holds secrets: do not print it, {@link #toString()} is for that. */
    public Value.Obj root() {
        return node.value().flatMap(Value::asObj).orElse(Value.Obj.empty());
    }

    /** The keys of this part, in the order of the files. */
    public Set<String> keys() {
        return root().keys();
    }

    /** Where in the whole configuration this part stands; empty for the whole. */
    public String path() {
        return path;
    }

    /** Whether there is a value. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** The value as it stands. */
    public Optional<Value> value(String key) {
        return find(key).flatMap(ConfigNode::value);
    }

    /** The file, line and column of a value. */
    public Optional<SourceLocation> location(String key) {
        return find(key).map(ConfigNode::location);
    }

    /** The part below a key; an empty one if there is none. @throws ConfigException if it is not an object */
    public Config at(String key) {
        String full = ConfigPath.child(path, key);
        Optional<ConfigNode> found = find(key);
        if (found.isPresent() && !(found.get() instanceof ObjectNode)) {
            throw invalid(key, "an object");
        }
        return new Config(
                found.orElseGet(() -> new ObjectNode(Map.of(), SourceLocation.startOf("configuration"))), full);
    }

    /** A text; as in Backstage an empty one is a mistake. @throws ConfigException if it is anything else */
    public Optional<String> string(String key) {
        return scalar(key, "a text that is not empty", value -> value.asString().filter(text -> !text.isEmpty()));
    }

    /** A text that must be there. @throws ConfigException if it is missing or anything else */
    public String requireString(String key) {
        return string(key).orElseThrow(() -> missing(key, "a text"));
    }

    /** A text that does not print. @throws ConfigException if it is anything else */
    public Optional<Secret> secret(String key) {
        return string(key).map(String::strip).filter(text -> !text.isEmpty()).map(Secret::of);
    }

    /** True or false, or a text that says so (true, yes, y, on, 1 …). @throws ConfigException if it is anything else */
    public Optional<Boolean> bool(String key) {
        return scalar(key, "true or false", ConfigScalars::toBoolean);
    }

    /** A whole number, or a text that is one, which variables always are. @throws ConfigException if it is anything else */
    public OptionalLong number(String key) {
        return scalar(key, "a whole number", ConfigScalars::toLong)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** A length of time: {@code {minutes: 30}}, {@code PT30M} or {@code 30m}. @throws ConfigException if it is anything else */
    public Optional<Duration> duration(String key) {
        return scalar(key, ConfigDurations.EXPECTED, ConfigDurations::parse);
    }

    /** A list of texts; absent gives an empty one. @throws ConfigException if any item is anything else */
    public List<String> strings(String key) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < items(key, "a list of texts").size(); i++) {
            String item = ConfigPath.item(key, i);
            texts.add(string(item).orElseThrow(() -> invalid(item, "a text")));
        }
        return List.copyOf(texts);
    }

    /** A list of objects; absent gives an empty one. @throws ConfigException if any item is anything else */
    public List<Config> list(String key) {
        List<Config> parts = new ArrayList<>();
        List<ConfigNode> items = items(key, "a list of objects");
        for (int i = 0; i < items.size(); i++) {
            String item = ConfigPath.item(key, i);
            if (!(items.get(i) instanceof ObjectNode object)) {
                throw invalid(item, "an object");
            }
            parts.add(new Config(object, ConfigPath.child(path, item)));
        }
        return List.copyOf(parts);
    }

    /**
     * What to throw for a value that is there but cannot be used, with its place.
     *
     * @param expected in words, as in "a host name like github.com"
     */
    public ConfigException invalid(String key, String expected) {
        String full = ConfigPath.child(path, key);
        Optional<ConfigNode> found = lookUp(key);
        Optional<Value> shown = found.flatMap(Config::printable).filter(value -> !isSecret(full));
        String what = found.flatMap(ConfigNode::value)
                .map(value -> shown.map(Value::toJson).orElse("a " + value.typeName() + " that is not shown"))
                .orElse("nothing");
        Diagnostic.Builder finding = Diagnostic.error(
                        "config-value", full + ": expected " + expected + ", found " + what)
                .pointer(ConfigPath.pointer(full))
                .at(found.map(ConfigNode::location).orElse(node.location()))
                .expected(expected);
        shown.ifPresent(finding::found);
        return new ConfigException(List.of(finding.build()));
    }

    /** What to throw for a value that must be there and is not; says so if a variable that is not set is the reason. */
    public ConfigException missing(String key, String expected) {
        String full = ConfigPath.child(path, key);
        Optional<ConfigNode> found = lookUp(key);
        Diagnostic.Builder finding = Diagnostic.error(
                        "config-missing", full + ": expected " + expected + ", found nothing")
                .pointer(ConfigPath.pointer(full))
                .at(found.map(ConfigNode::location).orElse(node.location()))
                .expected(expected);
        if (found.isPresent() && found.get() instanceof Absent absent) {
            finding.hint(absent.reason());
        }
        return new ConfigException(List.of(finding.build()));
    }

    ConfigNode node() {
        return node;
    }

    private Optional<ConfigNode> find(String key) {
        return lookUp(key).filter(found -> !(found instanceof Absent) && !isNull(found));
    }

    /** As Backstage's ConfigReader: a path that leads through a text or a number is a mistake, not an absent value. */
    private Optional<ConfigNode> lookUp(String key) {
        ConfigNode current = node;
        String reached = "";
        for (String step : ConfigPath.steps(key)) {
            if (current instanceof Absent || isNull(current)) {
                return Optional.empty();
            }
            if (current instanceof Scalar) {
                throw invalid(reached, "an object");
            }
            Optional<ConfigNode> next = ConfigPath.follow(current, step);
            if (next.isEmpty()) {
                return next;
            }
            current = next.get();
            reached = ConfigPath.isIndex(step) ? reached + step : ConfigPath.child(reached, step);
        }
        return Optional.of(current);
    }

    private <T> Optional<T> scalar(String key, String expected, Function<Value, Optional<T>> type) {
        Optional<Value> value = value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(type.apply(value.get()).orElseThrow(() -> invalid(key, expected)));
    }

    private List<ConfigNode> items(String key, String expected) {
        Optional<ConfigNode> found = find(key);
        if (found.isEmpty()) {
            return List.of();
        }
        if (!(found.get() instanceof ArrayNode array)) {
            throw invalid(key, expected);
        }
        return array.items();
    }

    private static boolean isNull(ConfigNode node) {
        return node instanceof Scalar scalar && scalar.scalar() == Value.Null.NULL;
    }

    private static Optional<Value> printable(ConfigNode node) {
        return node instanceof Scalar scalar && !scalar.external() ? node.value() : Optional.empty();
    }

    private static boolean isSecret(String path) {
        return ConfigPath.steps(path).stream().anyMatch(SecretKeys::looksSecret);
    }

    /** The configuration as JSON; values with secret-looking keys, and all from the environment or a file, as {@code ***}. */
    @Override
    public String toString() {
        return node.masked(SecretKeys::looksSecret).map(Value::toJson).orElse("{}");
    }

    /** Collects sources, later ones over earlier ones; for one thread. */
    public static final class Builder {
        private final List<ConfigSource> sources = new ArrayList<>();
        private Function<String, @Nullable String> environment = System.getenv()::get;
        private Map<String, String> overrides = System.getenv();

        private Builder() {}

        /** A file that must be there. */
        public Builder file(Path file) {
            sources.add(new ConfigSource.File(Objects.requireNonNull(file), false));
            return this;
        }

        /** A file that is skipped if it is not there: a local overlay. */
        public Builder optionalFile(Path file) {
            sources.add(new ConfigSource.File(Objects.requireNonNull(file), true));
            return this;
        }

        /**
         * The files Backstage looks for by default: app-config.yaml, and if they are there app-config.ENV.yaml,
         * app-config.local.yaml and app-config.ENV.local.yaml, in this order. ENV is the variable {@code BACKSTAGE_ENV} of the
         * environment of this builder; without it there are no files of an environment.
         */
        public Builder defaultFiles(Path directory) {
            sources.add(new ConfigSource.DefaultFiles(Objects.requireNonNull(directory), Optional.empty()));
            return this;
        }

        /**
         * The default files for one environment, whatever {@code BACKSTAGE_ENV} says.
         *
         * @param environmentName letters, digits, {@code _} and {@code -}, as in {@code production}
         * @throws IllegalArgumentException if it is anything else
         */
        public Builder defaultFiles(Path directory, String environmentName) {
            if (!ConfigSource.DefaultFiles.isName(environmentName)) {
                throw new IllegalArgumentException("\"" + environmentName + "\" is no name of an environment");
            }
            sources.add(new ConfigSource.DefaultFiles(Objects.requireNonNull(directory), Optional.of(environmentName)));
            return this;
        }

        /**
         * A value made in code, taken as it is: nothing in it is substituted.
         *
         * @param name stands for the file in messages
         */
        public Builder value(String name, Value.Obj value) {
            sources.add(new ConfigSource.Given(SourceLocation.startOf(name), Objects.requireNonNull(value)));
            return this;
        }

        /**
         * Where variables are looked up, null meaning not set; the process's environment by default. A function cannot be
         * listed, so that no {@code APP_CONFIG_…} overrides are read; give a map for those.
         */
        public Builder environment(Function<String, @Nullable String> variables) {
            this.environment = Objects.requireNonNull(variables);
            this.overrides = Map.of();
            return this;
        }

        /** All variables, also those named {@code APP_CONFIG_…}, which override the files; the process's environment by default. */
        public Builder environment(Map<String, String> variables) {
            this.overrides = Map.copyOf(variables);
            this.environment = overrides::get;
            return this;
        }

        /** Reads and merges the sources. @throws ConfigException listing everything that is wrong with any of them */
        public Config build() {
            List<Diagnostic> findings = new ArrayList<>();
            ConfigTransform transform = new ConfigTransform(environment, new ConfigFiles(), findings);
            ConfigNode merged = empty().node;
            for (ConfigSource source : sources) {
                merged = source.load(transform).map(merged::mergedWith).orElse(merged);
            }
            merged = EnvironmentOverrides.read(overrides, findings)
                    .map(merged::mergedWith)
                    .orElse(merged);
            if (ConfigTransform.hasErrors(findings)) {
                throw new ConfigException(List.copyOf(new LinkedHashSet<>(findings)));
            }
            return new Config(merged, "");
        }
    }
}
