package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes the files of one action into a directory of the workspace, within limits. For one thread. */
final class OutputFiles {
    private static final int MAX_FILES = 100_000;
    private static final long MAX_BYTES = 256L << 20;

    private final Workspace workspace;
    private final Path directory;
    private final Map<String, Path> written = new HashMap<>();
    private int files;
    private long bytes;

    private OutputFiles(Workspace workspace, Path directory) {
        this.workspace = workspace;
        this.directory = directory;
    }

    /** @throws ScaffolderException if the path leads out of the workspace */
    static OutputFiles in(Workspace workspace, String targetPath) throws IOException {
        Path directory = workspace.resolve(targetPath);
        Files.createDirectories(directory);
        return new OutputFiles(workspace, directory);
    }

    /** Whether something is there already. */
    boolean exists(String path) throws IOException {
        return Files.exists(workspace.resolve(directory, path), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes a file; one that is there is replaced.
     *
     * @throws ScaffolderException if the path leads out of the directory, or if the action has written more than it may
     */
    void write(String path, byte[] content, boolean executable) throws IOException {
        files++;
        bytes += content.length;
        if (files > MAX_FILES || bytes > MAX_BYTES) {
            throw new ScaffolderException(
                    "This step writes more than " + MAX_FILES + " files or " + (MAX_BYTES >> 20) + " MiB");
        }
        Path target = workspace.resolve(directory, path);
        refuseGit(target);
        refuseClash(target);
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(target, content);
        if (executable) {
            Workspace.markExecutable(target);
        }
    }

    /** What Git would take for its own: hooks and settings that run when somebody works with the repository. */
    private void refuseGit(Path target) {
        for (Path name : workspace.root().relativize(target)) {
            if (name.toString().equalsIgnoreCase(".git")) {
                throw new ScaffolderException("The path \"" + workspace.relative(target)
                        + "\" is not allowed: files in .git belong to Git alone");
            }
        }
    }

    private void refuseClash(Path target) {
        Path other = written.putIfAbsent(target.toString().toLowerCase(Locale.ROOT), target);
        if (other != null && !other.equals(target)) {
            throw new ScaffolderException("The paths \"" + workspace.relative(other) + "\" and \""
                    + workspace.relative(target) + "\" are one on machines that do not tell upper from lower case");
        }
    }

    int count() {
        return files;
    }
}
