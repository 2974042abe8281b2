package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.source.PathPatterns;
import java.io.IOException;
import java.util.List;

/** {@code fs:delete}: deletes files and directories of the workspace, by path or pattern. What is not there is no mistake. */
public final class FsDeleteAction implements ScaffolderAction<FsDeleteAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "fs:delete", Input.class, NoOutput.class)
            .description("Deletes files and directories of the workspace.")
            .example("Deletes a file and all texts of a directory.", """
                    {"files": ["draft.md", "notes/*.txt"]}
                    """)
            .changesOnlyWorkspace()
            .requires("files")
            .build();

    /** @param files paths or patterns ({@code *}, {@code **}, {@code ?}, {@code {a,b}}), relative to the workspace */
    public record Input(List<String> files) {}

    /** An action without settings. */
    public FsDeleteAction() {}

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        Workspace workspace = context.workspace();
        for (String pattern : input.files()) {
            // Also refuses patterns that lead out; for what is a plain path, directories and what is in them go at
            // once.
            Workspace.deleteTree(workspace.resolve(pattern));
            PathPatterns matching = PathPatterns.globby(List.of(pattern));
            for (String file : workspace.files()) {
                if (matching.matches(file)) {
                    Workspace.deleteTree(workspace.root().resolve(file));
                }
            }
            context.log().info("Deleted " + pattern);
        }
        return NoOutput.NONE;
    }
}
