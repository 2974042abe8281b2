package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.Optional;

/** {@code fetch:plain:file}: copies a file into the workspace as it is. A file that is there is replaced. */
public final class FetchPlainFileAction implements ScaffolderAction<FetchPlainFileAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "fetch:plain:file", Input.class, NoOutput.class)
            .description("Copies a file into the workspace.")
            .example("Copies one file beside the template.", """
                    {"url": "./skeleton/LICENSE", "targetPath": "LICENSE"}
                    """)
            .changesOnlyWorkspace()
            .build();

    /**
     * Input of the action.
     *
     * @param url of the file; a relative one starts at the template
     * @param targetPath what to call it in the workspace
     * @param token to read with, instead of the configured one
     */
    public record Input(String url, String targetPath, Optional<String> token) {}

    private final Sources sources;

    /** With a reader for what is copied. */
    public FetchPlainFileAction(UrlReader reader, Integrations integrations) {
        this.sources = new Sources(reader, integrations);
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        byte[] content = sources.file(input.url(), input.token(), context);
        OutputFiles.in(context.workspace(), "./").write(input.targetPath(), content, false);
        context.log().info("Wrote " + input.targetPath());
        return NoOutput.NONE;
    }
}
