package dev.portalsdk.samples.extensions;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * How do I declare a kind of my own?
 *
 * <p>AiResource is a kind that Backstage has as an experiment: something that an AI agent works with. It is declared here by the same call as Component is in
 * the library, and so gets validation with places, relations in both directions, typed access and "did you mean".
 */
public final class DeclareAKind {
    /** What the kind's {@code spec} holds; an absent list is empty. */
    public record AiResourceSpec(
            String type, String lifecycle, String owner, Optional<String> system, List<String> dependsOn) {}

    /** The declaration: a schema from a resource, fields that make relations, and an annotation whose values are checked. */
    public static final Kind<AiResourceSpec> AI_RESOURCE = Kind.builder("AiResource", AiResourceSpec.class)
            .apiVersion("backstage.io/v1alpha1")
            .apiVersion("backstage.io/v1beta1")
            .schemaResource(DeclareAKind.class, "ai-resource.schema.json")
            .relation(RelationField.of("owner", RelationType.OWNED_BY, "Group", "User"))
            .relation(RelationField.of("system", RelationType.PART_OF, "System"))
            .relation(RelationField.withExplicitKind("dependsOn", RelationType.DEPENDS_ON))
            .annotation("myorg/maturity-level", Value.Obj.of("enum", List.of("1", "2", "3", "4", "5")))
            .wellKnown("type", "skill", "rule", "plugin", "marketplace")
            .build();

    private static final String CATALOG_INFO = """
            apiVersion: backstage.io/v1alpha1
            kind: AiResource
            metadata:
              name: review-skill
              annotations:
                myorg/maturity-level: "3"
            spec:
              type: skill
              lifecycle: production
              owner: team-platform
              dependsOn: [api:github]
            ---
            apiVersion: backstage.io/v1alpha1
            kind: AiResource
            metadata:
              name: broken
              annotations:
                myorg/maturity-level: "high"
            spec:
              type: skil
              lifecycle: production
              ownr: team-platform
            """;

    private DeclareAKind() {}

    /** Prints what the library makes of a good and of a broken descriptor of the new kind. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        EntityValidator validator = EntityValidator.of(Kinds.standard().plus(AI_RESOURCE));
        for (EntityDescriptor descriptor : DescriptorReader.create()
                .read("catalog-info.yaml", CATALOG_INFO)
                .orThrow()) {
            Validated<Entity> result = validator.validate(descriptor);
            result.findings().stream().map(Diagnostic::toString).forEach(out::println);
            result.value().ifPresent(entity -> print(entity, out));
        }
    }

    private static void print(Entity entity, PrintStream out) {
        entity.as(AI_RESOURCE)
                .ifPresent(spec -> out.println(entity.ref() + " is a " + spec.type() + " of " + spec.owner()));
        entity.relations().forEach(relation -> out.println(relation + " / " + relation.inverse()));
    }
}
