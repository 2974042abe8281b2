package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code fs:rename}: renames or moves files and directories within the workspace. */
public final class FsRenameAction implements ScaffolderAction<FsRenameAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "fs:rename", Input.class, NoOutput.class)
            .description("Renames files and directories of the workspace.")
            .example("Renames a file, whether there is one of the new name or not.", """
                    {"files": [{"from": "README.tmpl", "to": "README.md", "overwrite": true}]}
                    """)
            .changesOnlyWorkspace()
            .requires("files")
            .build();

    /** @param files what to rename, in order */
    public record Input(List<Rename> files) {}

    /**
     * One renaming.
     *
     * @param from path that is there
     * @param to path that it gets
     * @param overwrite whether what is there may be replaced; it fails unless set
     */
    public record Rename(String from, String to, Optional<Boolean> overwrite) {}

    /** An action without settings. */
    public FsRenameAction() {}

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        for (Rename rename : input.files()) {
            rename(rename, context.workspace());
            context.log().info("Renamed " + rename.from() + " to " + rename.to());
        }
        return NoOutput.NONE;
    }

    private static void rename(Rename rename, Workspace workspace) throws IOException {
        Path from = workspace.resolve(rename.from());
        Path to = workspace.resolve(rename.to());
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new ScaffolderException("There is no \"" + rename.from() + "\" to rename");
        }
        if (from.equals(workspace.root()) || to.startsWith(from)) {
            throw new ScaffolderException("\"" + rename.from() + "\" cannot be moved into itself");
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            if (!rename.overwrite().orElse(false)) {
                throw new ScaffolderException(
                        "\"" + rename.to() + "\" is there already; set overwrite: true to replace it");
            }
            Workspace.deleteTree(to);
        }
        Path parent = to.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(from, to);
    }
}
