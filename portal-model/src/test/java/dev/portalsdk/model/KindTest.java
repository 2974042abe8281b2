package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A host's own kind gets all that ours get. */
class KindTest {
    record GizmoSpec(String owner, Optional<String> colour, List<String> partsOf) {}

    private static final Kind<GizmoSpec> GIZMO = Kind.builder("Gizmo", GizmoSpec.class)
            .apiVersion("acme.test/v1")
            .specSchema(Value.parseJson("""
                            {"type": "object", "required": ["owner"], "properties": {
                              "owner": {"type": "string"}, "colour": {"enum": ["red", "green"]}, "partsOf": {"type": "array"}}}""").asObj().orElseThrow())
            .relation(RelationField.of("owner", RelationType.OWNED_BY, "Group", "User"))
            .relation(RelationField.of("partsOf", new RelationType("gearOf", "hasGear"), "Gizmo"))
            .annotation(
                    "myorg/maturity-level",
                    Value.parseJson("{\"enum\": [\"1\", \"2\", \"3\", \"4\", \"5\"]}")
                            .asObj()
                            .orElseThrow())
            .build();

    private static Validated<Entity> validate(String spec, String level) {
        String yaml =
                "apiVersion: acme.test/v1\nkind: Gizmo\nmetadata:\n  name: g\n  annotations:\n    myorg/maturity-level: \""
                        + level + "\"\nspec:\n" + spec;
        return EntityValidator.of(Kinds.standard().plus(GIZMO))
                .validate(
                        DescriptorReader.create().read("f.yaml", yaml).orThrow().get(0));
    }

    @Test
    void isTypedAndRelated() {
        Entity gizmo = validate("  owner: team-a\n  partsOf: [Big]\n", "5").orThrow();
        assertEquals(Optional.empty(), gizmo.as(GIZMO).orElseThrow().colour());
        assertEquals(
                List.of("gizmo:default/g gearOf gizmo:default/big", "gizmo:default/g ownedBy group:default/team-a"),
                gizmo.relations().stream().map(Relation::toString).toList());
        assertEquals("hasGear", gizmo.relations().get(0).inverse().type().name());
    }

    @Test
    void isChecked() {
        assertEquals(
                List.of(
                        "[ERROR] gizmo:default/g: The annotation \"myorg/maturity-level\" is not valid: \"6\"; expected a value that fits"
                                + " {\"enum\":[\"1\",\"2\",\"3\",\"4\",\"5\"]} | annotation f.yaml:6:27",
                        "[ERROR] gizmo:default/g: spec.owner is missing | schema f.yaml:7:1",
                        "[ERROR] gizmo:default/g: spec.colour must be one of red, green, but is \"gren\"; did you mean \"green\"? | schema f.yaml:8:11"),
                validate("  colour: gren\n", "6").findings().stream()
                        .map(Diagnostic::toString)
                        .toList());
    }

    @Test
    void cannotBeDeclaredTwice() {
        KindSet kinds = Kinds.standard().plus(GIZMO);
        assertThrows(IllegalArgumentException.class, () -> kinds.plus(GIZMO));
    }

    @Test
    void mistakesInTheDeclarationAreNamed() {
        assertThrows(IllegalArgumentException.class, () -> Kind.builder("my gizmo", GizmoSpec.class));
        Kind.Builder<GizmoSpec> builder = Kind.builder("Gizmo", GizmoSpec.class);
        assertThrows(IllegalArgumentException.class, () -> builder.apiVersion("a b"));
        assertThrows(IllegalArgumentException.class, () -> builder.schemaResource(KindTest.class, "nowhere.json"));
        assertThrows(IllegalStateException.class, builder::build);
    }
}
