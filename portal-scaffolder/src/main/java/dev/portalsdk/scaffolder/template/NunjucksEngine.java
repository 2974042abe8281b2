package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.TemplateException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Nunjucks, as Backstage's scaffolder uses it: the language of {@code template.yaml} and of skeletons.
 *
 * <p>A tree-walking interpreter over copies of the data it is given. It uses no reflection and reaches no file, class, clock or network; other
 * templates cannot be loaded. Immutable; used by many threads.
 *
 * <pre>
 * NunjucksEngine engine = NunjucksEngine.create();
 * engine.render("Hello ${{ name | upper }}", TemplateData.of(Value.Obj.of("name", "world")));   // Hello WORLD
 * </pre>
 */
public final class NunjucksEngine implements TemplateEngine {
    private static final Map<String, String> WELL_KNOWN_HOSTS = Map.of(
            "github.com", "github",
            "gitlab.com", "gitlab",
            "bitbucket.org", "bitbucketCloud",
            "dev.azure.com", "azure");

    private final Map<String, Callable> filters;
    private final Map<String, Callable> functions;
    private final Extensions extensions;
    private final TemplateLimits limits;
    private @Nullable Vocabulary vocabulary;

    private NunjucksEngine(Builder builder) {
        this.filters = Map.copyOf(builder.filters);
        this.functions = Map.copyOf(builder.functions);
        this.extensions = builder.extensions.copy();
        this.limits = builder.limits;
    }

    /** The language as Backstage has it; {@code parseRepoUrl} knows the public forges. */
    public static NunjucksEngine create() {
        return builder().build();
    }

    /** Starts an engine with filters, functions or limits of a host's own. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "nunjucks";
    }

    @Override
    public ParsedTemplate parse(String text, SourceLocation origin, TemplateSyntax syntax) {
        SourceText source = new SourceText(text, origin);
        if (text.length() > limits.sourceChars()) {
            throw source.error(Kind.LIMIT, 0, "more than " + limits.sourceChars() + " characters of template", null);
        }
        try {
            Block body = new TemplateParser(source, syntax, limits.nesting()).template();
            return new NunjucksTemplate(this, source, syntax, body);
        } catch (StackOverflowError e) {
            throw source.error(Kind.LIMIT, 0, "nested too deep", null);
        }
    }

    /**
     * Reads and renders a text once, in standard syntax.
     *
     * @throws TemplateException if it cannot be read or rendered
     */
    public String render(String text, TemplateData data) {
        return parse(text, SourceLocation.startOf("template"), TemplateSyntax.STANDARD)
                .render(data);
    }

    /** Names of all filters, in order. */
    public Set<String> filterNames() {
        return new TreeSet<>(filters.keySet());
    }

    /** Names of all functions, in order. */
    public Set<String> functionNames() {
        return new TreeSet<>(functions.keySet());
    }

    /** Described when it is asked for first: rendering does not need it. */
    synchronized Vocabulary vocabulary() {
        if (vocabulary == null) {
            vocabulary = new Vocabulary(
                    extensions.describedFilters(filters.keySet()),
                    extensions.describedFunctions(functions.keySet()),
                    Tests.names(),
                    extensions.globals());
        }
        return vocabulary;
    }

    /**
     * Everything that is added to Nunjucks, with descriptions and schemas, in the form of Backstage's API: {@code filters}, and {@code globals}
     * with {@code functions} and {@code values}.
     */
    public Value.Obj extensions() {
        return extensions.toValue();
    }

    TemplateLimits limits() {
        return limits;
    }

    Callable filter(String name) {
        @Nullable Callable filter = filters.get(name);
        if (filter == null) {
            throw new EvaluationFailure(Known.unknown("filter", name, filterNames()));
        }
        return filter;
    }

    /** The value of a global name; null if it is none. */
    @Nullable
    Value globalValue(String name) {
        Extensions.@Nullable DescribedValue described = extensions.values().get(name);
        return described == null ? null : described.value();
    }

    /** Names of the filters that a host has added. */
    Set<String> hostFilters() {
        return extensions.filters().keySet();
    }

    @Nullable
    Callable function(String name) {
        return functions.get(name);
    }

    /** Builds an engine; for one thread. */
    public static final class Builder {
        private final Map<String, Callable> filters = new TreeMap<>();
        private final Map<String, Callable> functions = new TreeMap<>(Functions.BUILT_IN);
        private final Extensions extensions = Extensions.none();
        private TemplateLimits limits = TemplateLimits.DEFAULT;

        private Builder() {
            filters.putAll(TextFilters.ALL);
            filters.putAll(ListFilters.ALL);
            filters.putAll(ValueFilters.ALL);
            filters.put("jsonify", ValueFilters.ALL.get("dump"));
            forges(host -> Optional.ofNullable(WELL_KNOWN_HOSTS.get(host)));
        }

        /**
         * Which hosts {@code parseRepoUrl} accepts.
         *
         * @param typeOfHost the type of a configured host, e.g. {@code github} or {@code gitlab}; empty if it is not configured
         */
        public Builder forges(Function<String, Optional<String>> typeOfHost) {
            PortalFilters.all(typeOfHost).forEach((name, filter) -> filters.put(name, Functions.adapt(name, filter)));
            return this;
        }

        /**
         * Adds a filter.
         *
         * @throws IllegalArgumentException if there is one of this name
         */
        public Builder filter(String name, TemplateFunction filter) {
            return filter(name, TemplateExtension.described(""), filter);
        }

        /**
         * Adds a filter, and says what it takes and gives; calls are held to that.
         *
         * @throws IllegalArgumentException if there is one of this name, it declares arguments but no input, or a schema is none
         */
        public Builder filter(String name, TemplateExtension described, TemplateFunction filter) {
            if (described.input().isEmpty() && !described.arguments().isEmpty()) {
                throw new IllegalArgumentException(
                        "The filter '" + name + "' declares arguments, but not what it is applied to");
            }
            add(filters, "filter", name, DeclaredSchemas.enforced(name, described, filter));
            extensions.filters().put(name, described);
            return this;
        }

        /**
         * Adds a function.
         *
         * @throws IllegalArgumentException if there is one of this name
         */
        public Builder function(String name, TemplateFunction function) {
            return function(name, TemplateExtension.described(""), function);
        }

        /**
         * Adds a function, and says what it takes and gives; calls are held to that.
         *
         * @throws IllegalArgumentException if there is a function or value of this name, it declares an input, or a schema is none
         */
        public Builder function(String name, TemplateExtension described, TemplateFunction function) {
            refuseValue(name);
            if (described.input().isPresent()) {
                throw new IllegalArgumentException(
                        "The function '" + name + "' is applied to nothing; declare arguments alone");
            }
            add(functions, "function", name, DeclaredSchemas.enforced(name, described, function));
            extensions.functions().put(name, described);
            return this;
        }

        /**
         * Adds a value that every template sees unless its data has the name.
         *
         * @throws IllegalArgumentException if there is a function or value of this name
         */
        public Builder value(String name, String description, Value value) {
            refuseValue(name);
            if (functions.containsKey(name)) {
                throw taken("function", name);
            }
            extensions.values().put(name, new Extensions.DescribedValue(description, value));
            return this;
        }

        private void refuseValue(String name) {
            if (extensions.values().containsKey(name)) {
                throw taken("value", name);
            }
        }

        private static IllegalArgumentException taken(String what, String name) {
            return new IllegalArgumentException("There is a " + what + " '" + name + "' already; choose another name");
        }

        private static void add(Map<String, Callable> all, String what, String name, TemplateFunction function) {
            if (all.putIfAbsent(name, Functions.adapt(name, function)) != null) {
                throw taken(what, name);
            }
        }

        /** What one rendering may cost; {@link TemplateLimits#DEFAULT} unless set. */
        public Builder limits(TemplateLimits values) {
            this.limits = values;
            return this;
        }

        /** The engine. */
        public NunjucksEngine build() {
            return new NunjucksEngine(this);
        }
    }
}
