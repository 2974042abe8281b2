package dev.portalsdk.samples.catalogtests;

import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.kind.Kinds;
import java.util.function.UnaryOperator;

/** The team's own kind, {@code Dataset}, for whoever reads its catalog files. */
public final class Datasets implements UnaryOperator<CatalogFiles> {
    /** What is in {@code spec}. */
    public record DatasetSpec(String owner, String classification, String producedBy) {}

    /** The declaration. */
    public static final Kind<DatasetSpec> DATASET = Kind.builder("Dataset", DatasetSpec.class)
            .apiVersion("acme.test/v1")
            .schemaResource(Datasets.class, "dataset.schema.json")
            .relation(RelationField.of("owner", RelationType.OWNED_BY, "Group", "User"))
            .relation(RelationField.of("producedBy", new RelationType("producedBy", "producerOf"), "Component"))
            .build();

    /** For {@code @CatalogTest(with = …)}. */
    public Datasets() {}

    @Override
    public CatalogFiles apply(CatalogFiles files) {
        return files.withValidator(EntityValidator.of(Kinds.standard().plus(DATASET)));
    }
}
