package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.util.ArrayList;
import java.util.List;

/** Entities for tests. */
final class CatalogText {
    private static final EntityValidator STANDARD = EntityValidator.of(Kinds.standard());

    /** The standard kinds without their schemas, so that large sets are made in no time. */
    private static final EntityValidator BARE = EntityValidator.of(KindSet.of(
                    Kinds.standard().kinds().stream().map(CatalogText::bare).toList()))
            .withPolicies(List.of());

    private CatalogText() {}

    /** The valid entities of a file {@code catalog-info.yaml}; {@code @} stands for the lines that every descriptor needs. */
    static List<CheckedEntity> read(String yaml) {
        List<CheckedEntity> entities = new ArrayList<>();
        for (EntityDescriptor descriptor : DescriptorReader.create()
                .read("catalog-info.yaml", yaml.replace("@", "apiVersion: backstage.io/v1alpha1"))
                .orThrow()) {
            entities.add(new CheckedEntity(STANDARD.validate(descriptor).orThrow(), descriptor));
        }
        return entities;
    }

    /** An entity in the default namespace, without places and not validated. */
    static CheckedEntity entity(String kind, String name, Value.Obj spec) {
        return entity(kind, Value.Obj.of("name", name), spec);
    }

    static CheckedEntity entity(String kind, Value.Obj metadata, Value.Obj spec) {
        EntityDescriptor descriptor = EntityDescriptor.of(
                Value.Obj.of("apiVersion", Kinds.CORE_API_VERSION, "kind", kind, "metadata", metadata)
                        .with("spec", spec));
        return new CheckedEntity(BARE.validate(descriptor).orThrow(), descriptor);
    }

    static CheckedEntity component(String name, String field, Object value) {
        return entity("Component", name, Value.Obj.of(field, value));
    }

    static List<Diagnostic> findings(CatalogRule rule, List<CheckedEntity> entities) throws Exception {
        return rule.check(new EntitySet(entities, java.util.Set.of()));
    }

    private static Kind<Value> bare(Kind<?> kind) {
        Kind.Builder<Value> builder = Kind.builder(kind.name(), Value.class);
        kind.apiVersions().forEach(builder::apiVersion);
        kind.relationFields().forEach(builder::relation);
        return builder.build();
    }
}
