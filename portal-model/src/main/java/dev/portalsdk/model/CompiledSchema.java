package dev.portalsdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON Schema, compiled when it is first used; safe for use by many threads. */
final class CompiledSchema {
    private static final class Holder {
        // References out of a schema are followed to the class path at most. Nothing is kept by id: two hosts' schemas
        // may have the same.
        static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_7, registry -> registry.schemaCacheEnabled(false)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    private final String owner;
    private final Value.Obj schema;
    private volatile @Nullable Schema compiled;

    /** The owner is named if the schema cannot be used. */
    CompiledSchema(String owner, Value.Obj schema) {
        this.owner = owner;
        this.schema = schema;
    }

    /** What is wrong with a value, in the schema's order; empty if it is valid. */
    List<Error> validate(Value value) {
        if (schema.isEmpty()) {
            return List.of();
        }
        JsonNode node = JavaValues.unwrap(value);
        try {
            return compiled().validate(node);
        } catch (SchemaException e) {
            throw new PortalException(owner + " has a JSON Schema that cannot be used: " + e.getMessage(), e);
        }
    }

    private Schema compiled() {
        Schema result = compiled;
        if (result == null) {
            result = Holder.REGISTRY.getSchema(schema.node);
            result.initializeValidators();
            compiled = result;
        }
        return result;
    }
}
