package dev.portalsdk.model.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The schema that an editor is given for catalog-info.yaml: it is found where the Javadoc says, whole, and tells kinds apart. */
class EditorSchemaTest {
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(SchemaLocation.of("classpath:dev/portalsdk/model/kind/catalog-info.schema.json"));

    private static Value.Obj document(Kind<?> kind, Value.Obj spec) {
        return Value.Obj.of(
                        "apiVersion",
                        kind.apiVersions().get(0),
                        "kind",
                        kind.name(),
                        "metadata",
                        Value.Obj.of("name", "n"))
                .with("spec", spec);
    }

    private int mistakes(Value.Obj document) {
        return schema.validate(document.toJson(), InputFormat.JSON).size();
    }

    @Test
    void aValidDocumentOfEveryKindPasses() {
        Value.Obj all = Value.Obj.of("type", "t", "lifecycle", "l", "owner", "o")
                .with("definition", Value.of("d"))
                .with("children", Value.of(List.of()))
                .with("memberOf", Value.of(List.of()))
                .with("steps", Value.of(List.of(Value.Obj.of("action", "debug:log"))));
        for (Kind<?> kind : Kinds.standard().kinds()) {
            assertEquals(0, mistakes(document(kind, all)), kind.name());
        }
    }

    @Test
    void whatAKindAsksForIsAskedForInItsDocumentsOnly() {
        Value.Obj nothing = Value.Obj.empty();
        assertTrue(mistakes(document(Kinds.COMPONENT, nothing)) >= 3);
        assertEquals(0, mistakes(document(Kinds.LOCATION, nothing)));
        assertFalse(mistakes(document(Kinds.LOCATION, nothing).without("metadata")) == 0);
    }

    @Test
    void everyFieldIsDescribed() {
        for (Kind<?> kind : Kinds.standard().kinds()) {
            Value.Obj fields = kind.schema()
                    .at("/properties/spec/properties")
                    .orElseThrow()
                    .asObj()
                    .orElseThrow();
            fields.forEach((name, field) -> assertTrue(field.at("/description").isPresent(), kind.name() + "." + name));
        }
    }
}
