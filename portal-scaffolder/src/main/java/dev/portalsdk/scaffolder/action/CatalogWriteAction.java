package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code catalog:write}: writes a descriptor file, which says in an annotation which template it came from. */
public final class CatalogWriteAction implements ScaffolderAction<CatalogWriteAction.Input, NoOutput> {
    private static final String SOURCE_TEMPLATE = "backstage.io/source-template";
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "catalog:write", Input.class, NoOutput.class)
            .description("Writes a catalog-info.yaml.")
            .example("Writes a catalog-info.yaml.", """
                    {"entity": {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "web"}, "spec": {"type": "service", "lifecycle": "production", "owner": "team-a"}}}
                    """)
            .changesOnlyWorkspace()
            .writesToFiles("entity")
            .build();

    /**
     * Input of the action.
     *
     * @param filePath what to call the file; {@code catalog-info.yaml} unless set
     * @param entity what to write
     */
    public record Input(Optional<String> filePath, Value.Obj entity) {}

    /** An action without settings. */
    public CatalogWriteAction() {}

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        Value.Obj metadata = input.entity().obj("metadata").orElse(Value.Obj.empty());
        Value.Obj annotations = metadata.obj("annotations")
                .orElse(Value.Obj.empty())
                .with(SOURCE_TEMPLATE, Value.Str.of(context.step().template().toString()));
        Value.Obj entity = input.entity().with("metadata", metadata.with("annotations", annotations));
        String path = input.filePath().orElse("catalog-info.yaml");
        byte[] yaml = YamlWriter.write(entity).getBytes(StandardCharsets.UTF_8);
        OutputFiles.in(context.workspace(), "./").write(path, yaml, false);
        context.log().info("Wrote " + path);
        return NoOutput.NONE;
    }
}
