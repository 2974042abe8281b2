package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.Optional;

/** {@code fetch:plain}: copies a directory into the workspace as it is. Files that are there are replaced. */
public final class FetchPlainAction implements ScaffolderAction<FetchPlainAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "fetch:plain", Input.class, NoOutput.class)
            .description("Copies a directory into the workspace.")
            .example("Copies a directory of another repository.", """
                    {"url": "https://github.com/acme/skeletons/tree/main/docs", "targetPath": "docs"}
                    """)
            .changesOnlyWorkspace()
            .build();

    /**
     * Input of the action.
     *
     * @param url of the directory; a relative one starts at the template
     * @param targetPath directory of the workspace to write to; its root unless set
     * @param token to read with, instead of the configured one
     */
    public record Input(String url, Optional<String> targetPath, Optional<String> token) {}

    private final Sources sources;

    /** With a reader for what is copied. */
    public FetchPlainAction(UrlReader reader, Integrations integrations) {
        this.sources = new Sources(reader, integrations);
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        OutputFiles output =
                OutputFiles.in(context.workspace(), input.targetPath().orElse("./"));
        for (SourceFile file : sources.tree(input.url(), input.token(), context)) {
            output.write(file.path(), file.bytes(), file.executable());
        }
        context.log().info("Wrote " + output.count() + " files of " + input.url());
        return NoOutput.NONE;
    }
}
