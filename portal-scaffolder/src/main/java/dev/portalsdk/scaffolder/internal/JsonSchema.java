package dev.portalsdk.scaffolder.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A JSON Schema as templates, actions and hosts write it. Immutable; used by many threads. */
public final class JsonSchema {
    /** Draft 7; what it does not know ({@code ui:field} and so on) is for the front end and passes without a word. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft7())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();

    // Schemas come from a template; references out of them are resolved by nobody.
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            DIALECT, builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build())
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Schema schema;

    private JsonSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * What a schema has against a value.
     *
     * @param pointer where in the value; for what is missing, where it would be
     * @param missing the name of what is missing
     */
    public record Problem(String pointer, String message, Optional<String> missing) {}

    /**
     * Reads a schema.
     *
     * @throws Unusable if it is none
     */
    public static JsonSchema of(Value.Obj schema) {
        try {
            return new JsonSchema(REGISTRY.getSchema(node(schema)));
        } catch (SchemaException e) {
            throw new Unusable(e);
        }
    }

    /** Whether the value is what the schema asks for; a schema that is none asks for nothing. */
    public static boolean accepts(Value.Obj schema, Value value) {
        try {
            return of(schema).problems(value).isEmpty();
        } catch (Unusable e) {
            return true;
        }
    }

    /**
     * Everything that is wrong with a value.
     *
     * @throws Unusable if the schema refers to something that is not there
     */
    public List<Problem> problems(Value value) {
        try {
            List<Problem> problems = new ArrayList<>();
            for (Error error : schema.validate(node(value))) {
                problems.add(problem(error));
            }
            return problems;
        } catch (SchemaException e) {
            throw new Unusable(e);
        }
    }

    private static Problem problem(Error error) {
        String pointer = pointer(error.getInstanceLocation());
        Optional<String> missing =
                "required".equals(error.getKeyword()) ? Optional.ofNullable(error.getProperty()) : Optional.empty();
        return new Problem(
                missing.map(name -> Pointers.child(pointer, name)).orElse(pointer), error.getMessage(), missing);
    }

    private static String pointer(NodePath path) {
        String pointer = "";
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = Pointers.child(pointer, String.valueOf(path.getElement(i)));
        }
        return pointer;
    }

    private static JsonNode node(Value value) {
        return MAPPER.valueToTree(value.toJava());
    }

    /** A schema that cannot be used. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(SchemaException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
