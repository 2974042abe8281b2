package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.Optional;

/** {@code fetch:template:file}: copies a file into the workspace, with its expressions evaluated. */
public final class FetchTemplateFileAction implements ScaffolderAction<FetchTemplateFileAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "fetch:template:file", Input.class, NoOutput.class)
            .description("Copies a file into the workspace and fills in its templates.")
            .example("Fills in one file beside the template.", """
                    {"url": "./skeleton/README.md", "targetPath": "README.md", "values": {"name": "web"}}
                    """)
            .changesOnlyWorkspace()
            .writesToFiles("values")
            .build();

    /**
     * Input of the action.
     *
     * @param url of the file; a relative one starts at the template
     * @param targetPath what to call it in the workspace
     * @param values what the file sees as {@code values} (as {@code cookiecutter} with {@code cookiecutterCompat})
     * @param cookiecutterCompat {@code {{ }}} instead of {@code ${{ }}}
     * @param replace whether a file that is there is replaced; it is kept unless set
     * @param trimBlocks drops the line break after a tag
     * @param lstripBlocks drops white space before a tag
     * @param token to read with, instead of the configured one
     */
    public record Input(
            String url,
            String targetPath,
            Optional<Value.Obj> values,
            Optional<Boolean> cookiecutterCompat,
            Optional<Boolean> replace,
            Optional<Boolean> trimBlocks,
            Optional<Boolean> lstripBlocks,
            Optional<String> token) {}

    private final Sources sources;
    private final NunjucksEngine engine;

    /** With a reader for the file and its language. */
    public FetchTemplateFileAction(UrlReader reader, Integrations integrations, NunjucksEngine engine) {
        this.sources = new Sources(reader, integrations);
        this.engine = engine;
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        new TemplateFile(
                        engine,
                        input.targetPath(),
                        input.values().orElse(Value.Obj.empty()),
                        input.cookiecutterCompat().orElse(false),
                        input.replace().orElse(false),
                        input.trimBlocks().orElse(false),
                        input.lstripBlocks().orElse(false))
                .write(input.url(), () -> sources.file(input.url(), input.token(), context), context);
        return NoOutput.NONE;
    }
}
