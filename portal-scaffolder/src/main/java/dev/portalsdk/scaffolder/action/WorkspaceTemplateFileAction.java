package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code workspace:template:file}: makes a file of a template that is in the workspace already. */
public final class WorkspaceTemplateFileAction
        implements ScaffolderAction<WorkspaceTemplateFileAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "workspace:template:file", Input.class, NoOutput.class)
            .description("Fills in a template that is in the workspace.")
            .example("Fills in a file that an earlier step has fetched.", """
                    {"sourcePath": "README.md.njk", "targetPath": "README.md", "values": {"name": "web"}}
                    """)
            .changesOnlyWorkspace()
            .writesToFiles("values")
            .build();

    /**
     * Input of the action.
     *
     * @param sourcePath of the template in the workspace
     * @param targetPath what to call the file in the workspace
     * @param values what it sees as {@code values} (as {@code cookiecutter} with {@code cookiecutterCompat})
     * @param cookiecutterCompat {@code {{ }}} instead of {@code ${{ }}}
     * @param replace whether a file that is there is replaced; it is kept unless set
     */
    public record Input(
            String sourcePath,
            String targetPath,
            Optional<Value.Obj> values,
            Optional<Boolean> cookiecutterCompat,
            Optional<Boolean> replace) {}

    private final NunjucksEngine engine;

    /** With the language of templates. */
    public WorkspaceTemplateFileAction(NunjucksEngine engine) {
        this.engine = engine;
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        Path source = context.workspace().resolve(input.sourcePath());
        if (!Files.isRegularFile(source)) {
            throw new ScaffolderException("There is no file \"" + input.sourcePath() + "\" in the workspace");
        }
        new TemplateFile(
                        engine,
                        input.targetPath(),
                        input.values().orElse(Value.Obj.empty()),
                        input.cookiecutterCompat().orElse(false),
                        input.replace().orElse(false),
                        false,
                        false)
                .write(input.sourcePath(), () -> Files.readAllBytes(source), context);
        return NoOutput.NONE;
    }
}
