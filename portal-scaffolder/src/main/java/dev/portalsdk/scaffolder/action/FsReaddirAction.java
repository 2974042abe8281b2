package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code fs:readdir}: lists directories of the workspace. Symbolic links are listed as files and not followed. */
public final class FsReaddirAction implements ScaffolderAction<FsReaddirAction.Input, FsReaddirAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "fs:readdir", Input.class, Output.class)
            .description("Lists files and directories of the workspace.")
            .example("Lists a directory and what is below it.", """
                    {"paths": ["src"], "recursive": true}
                    """)
            .changesOnlyWorkspace()
            .requires("paths")
            .build();

    /**
     * Input of the action.
     *
     * @param paths directories, relative to the workspace
     * @param recursive whether to list what is in their directories too; false unless set
     */
    public record Input(List<String> paths, Optional<Boolean> recursive) {}

    /**
     * Output of the action. Those of a directory come before those of the directories in it, of which the last comes first, as upstream.
     *
     * @param files what is no directory
     * @param folders directories
     */
    public record Output(List<Item> files, List<Item> folders) {}

    /**
     * Something in a directory.
     *
     * @param name of the file or directory
     * @param path relative to the workspace
     * @param fullPath on this machine while this worker runs the task
     */
    public record Item(String name, String path, String fullPath) {}

    /** An action without settings. */
    public FsReaddirAction() {}

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws IOException {
        Output output = new Output(new ArrayList<>(), new ArrayList<>());
        for (String path : input.paths()) {
            Path directory = context.workspace().resolve(path);
            if (!Files.isDirectory(directory)) {
                throw new ScaffolderException("\"" + path + "\" is no directory of the workspace");
            }
            list(directory, input.recursive().orElse(false), context, output);
        }
        return output;
    }

    private static void list(Path start, boolean recursive, ActionContext context, Output output) throws IOException {
        Deque<Path> left = new ArrayDeque<>();
        left.push(start);
        while (!left.isEmpty()) {
            for (Path path : sorted(left.pop())) {
                Item item = new Item(
                        String.valueOf(path.getFileName()), context.workspace().relative(path), path.toString());
                boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
                (directory ? output.folders() : output.files()).add(item);
                if (directory && recursive) {
                    left.push(path);
                }
            }
        }
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
