package dev.portalsdk.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What entities of one kind look like: a value, so that a host declares its own kinds by the same call as ours are.
 *
 * <pre>{@code
 * record GizmoSpec(String owner, Optional<String> colour) {}
 *
 * static final Kind<GizmoSpec> GIZMO = Kind.builder("Gizmo", GizmoSpec.class)
 *     .apiVersion("acme.test/v1")
 *     .schemaResource(Gizmos.class, "gizmo.schema.json")
 *     .relation(RelationField.of("owner", RelationType.OWNED_BY, "Group", "User"))
 *     .annotation("acme.test/maturity-level", Value.parseJson("{\"enum\": [\"1\", \"2\", \"3\"]}").asObj().orElseThrow())
 *     .build();
 * }</pre>
 *
 * <p>From the declaration follow validation, relations in both directions, typed access by {@link Entity#as} and "did you mean".
 * Immutable; its schema is compiled when first used.
 *
 * @param <S> the record that {@code spec} is bound to, see {@link Value#to}
 */
public final class Kind<S> {
    private final String name;
    private final List<String> apiVersions;
    private final Class<S> specType;
    private final Value.Obj schema;
    private final List<RelationField> relationFields;
    private final Map<String, Value.Obj> annotations;
    private final Map<String, List<String>> wellKnown;
    private final CompiledSchema compiled;
    private final Set<String> listFields;
    private final Map<String, List<String>> knownFields;
    private final Map<String, CompiledSchema> compiledAnnotations = new LinkedHashMap<>();

    private Kind(Builder<S> from, Value.Obj schema) {
        this.name = from.name;
        this.apiVersions = List.copyOf(from.apiVersions);
        this.specType = from.specType;
        this.schema = schema;
        this.relationFields = List.copyOf(from.relationFields);
        this.annotations = Map.copyOf(from.annotations);
        this.wellKnown = Map.copyOf(from.wellKnown);
        this.compiled = new CompiledSchema("Kind " + from.name, schema);
        this.listFields = listFields(specType);
        this.knownFields = knownFields(schema);
        annotations.forEach((key, value) ->
                compiledAnnotations.put(key, new CompiledSchema("The annotation " + key + " of kind " + name, value)));
    }

    /**
     * Starts a declaration.
     *
     * @param name as written in descriptors, e.g. {@code Component}; matching is exact, as Backstage's is
     * @param specType the record that {@code spec} is bound to
     */
    public static <S> Builder<S> builder(String name, Class<S> specType) {
        return new Builder<>(name, specType);
    }

    /** As written in descriptors. */
    public String name() {
        return name;
    }

    /** The values of {@code apiVersion} that mean this kind; the preferred one first. */
    public List<String> apiVersions() {
        return apiVersions;
    }

    /** The record that {@code spec} is bound to. */
    public Class<S> specType() {
        return specType;
    }

    /** JSON Schema of a whole document of this kind; what the envelope's schema says need not be said again. */
    public Value.Obj schema() {
        return schema;
    }

    /** The fields that make relations. */
    public List<RelationField> relationFields() {
        return relationFields;
    }

    /** The annotations that are declared for this kind, with the JSON Schema of each value. */
    public Map<String, Value.Obj> annotations() {
        return annotations;
    }

    /** Well-known values of fields in {@code spec} that take any text, for hints; e.g. {@code lifecycle}. */
    public Map<String, List<String>> wellKnownValues() {
        return wellKnown;
    }

    /** The keys of {@code spec} that the schema names, in its order. */
    public List<String> specFields() {
        return knownFields.getOrDefault("/spec", List.of());
    }

    /** The keys that the schema names, by JSON pointer: of {@code spec}, and of the mappings in it whose keys are named. */
    Map<String, List<String>> knownFields() {
        return knownFields;
    }

    private static Map<String, List<String>> knownFields(Value.Obj schema) {
        Map<String, List<String>> known = new LinkedHashMap<>();
        Value.Obj fields = fields(schema, "/properties/spec/properties");
        known.put("/spec", List.copyOf(fields.keys()));
        fields.forEach((name, field) -> {
            Value.Obj nested = fields(field, "/properties");
            if (!nested.isEmpty()) {
                known.put(JsonPointers.child("/spec", name), List.copyOf(nested.keys()));
            }
        });
        return known;
    }

    private static Value.Obj fields(Value schema, String pointer) {
        return schema.at(pointer).flatMap(Value::asObj).orElse(Value.Obj.empty());
    }

    /** Relation fields whose shape the schema leaves open are bound as the references that they hold. */
    S bind(Value.Obj spec) {
        Value.Obj bound = spec;
        for (RelationField field : relationFields) {
            Optional<Value> value = spec.get(field.field());
            if (value.isPresent() && listFields.contains(field.field())) {
                bound = bound.with(field.field(), Value.Arr.ofStrings(RelationReader.texts(value.get())));
            }
        }
        return bound.to(specType);
    }

    private static Set<String> listFields(Class<?> specType) {
        RecordComponent[] components = specType.getRecordComponents();
        return components == null
                ? Set.of()
                : Arrays.stream(components)
                        .filter(component -> component.getType() == List.class)
                        .map(RecordComponent::getName)
                        .collect(Collectors.toUnmodifiableSet());
    }

    CompiledSchema compiledSchema() {
        return compiled;
    }

    Optional<CompiledSchema> annotationSchema(String key) {
        return Optional.ofNullable(compiledAnnotations.get(key));
    }

    /** {@code Component (backstage.io/v1alpha1, backstage.io/v1beta1)}. */
    @Override
    public String toString() {
        return name + " (" + String.join(", ", apiVersions) + ")";
    }

    /** Builds a declaration; for one thread. */
    public static final class Builder<S> {
        private final String name;
        private final Class<S> specType;
        private final List<String> apiVersions = new ArrayList<>();
        private final List<RelationField> relationFields = new ArrayList<>();
        private final Map<String, Value.Obj> annotations = new LinkedHashMap<>();
        private final Map<String, List<String>> wellKnown = new LinkedHashMap<>();
        private Value.@Nullable Obj schema;

        private Builder(String name, Class<S> specType) {
            if (!FieldFormat.KIND.accepts(name)) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" cannot be a kind; expected " + FieldFormat.KIND.form());
            }
            this.name = name;
            this.specType = specType;
        }

        /** Adds an apiVersion; the first is the preferred one. */
        public Builder<S> apiVersion(String apiVersion) {
            if (!FieldFormat.API_VERSION.accepts(apiVersion)) {
                throw new IllegalArgumentException("\"" + apiVersion + "\" cannot be an apiVersion of kind " + name
                        + "; expected " + FieldFormat.API_VERSION.form());
            }
            apiVersions.add(apiVersion);
            return this;
        }

        /** Sets the JSON Schema (draft-07) of a whole document. */
        public Builder<S> schema(Value.Obj documentSchema) {
            this.schema = documentSchema;
            return this;
        }

        /** Sets the JSON Schema of {@code spec} alone; {@code spec} is then required. */
        public Builder<S> specSchema(Value.Obj specSchema) {
            return schema(Value.Obj.of(
                    "type", "object", "required", List.of("spec"), "properties", Value.Obj.of("spec", specSchema)));
        }

        /**
         * Reads the JSON Schema of a whole document from a resource beside a class.
         *
         * @throws IllegalArgumentException if there is no such resource, or it is no JSON object
         */
        public Builder<S> schemaResource(Class<?> beside, String resource) {
            try (InputStream in = beside.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalArgumentException(
                            "There is no resource \"" + resource + "\" beside " + beside.getName());
                }
                Value json = Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                return schema(
                        json.asObj().orElseThrow(() -> new IllegalArgumentException(resource + " is no JSON object")));
            } catch (IOException e) {
                throw new IllegalArgumentException("Resource \"" + resource + "\" cannot be read", e);
            }
        }

        /** Adds a field that makes relations. */
        public Builder<S> relation(RelationField field) {
            relationFields.add(field);
            return this;
        }

        /** Declares an annotation with the JSON Schema of its value, which is always a text. */
        public Builder<S> annotation(String key, Value.Obj valueSchema) {
            annotations.put(key, valueSchema);
            return this;
        }

        /** Names well-known values of a field in {@code spec} that takes any text; one that is almost like these gets a hint. */
        public Builder<S> wellKnown(String specField, String... values) {
            wellKnown.put(specField, List.of(values));
            return this;
        }

        /**
         * The kind.
         *
         * <p>Its schema is compiled at the first validation, which throws a {@link PortalException} that names the kind if the schema cannot be used.
         *
         * @throws IllegalStateException if it has no apiVersion
         */
        public Kind<S> build() {
            if (apiVersions.isEmpty()) {
                throw new IllegalStateException("Kind " + name + " needs an apiVersion");
            }
            return new Kind<>(this, schema == null ? Value.Obj.empty() : schema);
        }
    }
}
