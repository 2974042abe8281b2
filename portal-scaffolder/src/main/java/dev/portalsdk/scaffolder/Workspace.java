package dev.portalsdk.scaffolder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory that the steps of one task work in. It gives out only paths inside itself: none with {@code ..} that leads out, none through a
 * symbolic link that leads out.
 */
public final class Workspace {
    private final Path root;

    private Workspace(Path root) {
        this.root = root;
    }

    /** A workspace in a directory that is there. */
    public static Workspace in(Path directory) throws IOException {
        return new Workspace(directory.toRealPath());
    }

    /** The directory itself. */
    public Path root() {
        return root;
    }

    /**
     * A path inside the workspace; it need not exist.
     *
     * @param path relative; a leading {@code ./} and the empty path are allowed
     * @throws ScaffolderException if it is absolute, leads out of the workspace, or goes through a symbolic link that does
     */
    public Path resolve(String path) throws IOException {
        return resolve(root, path);
    }

    /**
     * A path inside a directory of the workspace.
     *
     * @param directory as {@link #resolve(String)} gave it
     * @throws ScaffolderException if the path is absolute or leads out of the directory
     */
    public Path resolve(Path directory, String path) throws IOException {
        Path resolved = normalized(directory, path);
        if (!resolved.startsWith(directory) || !resolved.startsWith(root)) {
            throw outside(path, "it leads out of it");
        }
        Path existing = resolved;
        while (!existing.equals(root) && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.resolve("..").normalize();
        }
        if (Files.isSymbolicLink(existing) && !Files.exists(existing)) {
            throw outside(path, "it is a symbolic link to nothing");
        }
        if (!existing.toRealPath().startsWith(root)) {
            throw outside(path, "it goes through a symbolic link that leads out of it");
        }
        return resolved;
    }

    private static Path normalized(Path directory, String path) {
        if (path.indexOf('\0') >= 0) {
            throw outside(path.replace("\0", "\\0"), "it holds a NUL character");
        }
        try {
            Path relative = Path.of(path);
            if (relative.isAbsolute() || path.startsWith("/") || path.startsWith("\\")) {
                throw outside(path, "it is absolute");
            }
            return directory.resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw outside(path, e.getReason());
        }
    }

    private static ScaffolderException outside(String path, String why) {
        return new RefusedException(
                "The path \"" + path + "\" is not allowed: " + why + "; paths are relative to the workspace");
    }

    /** Every file and symbolic link, as paths with slashes relative to the workspace, in order. Links are not followed. */
    public List<String> files() throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(relative(file));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(Comparator.naturalOrder());
        return List.copyOf(files);
    }

    /** A path of the workspace as its actions write it: relative, with slashes. */
    public String relative(Path inside) {
        return root.relativize(inside).toString().replace('\\', '/');
    }

    /** Lets everybody execute a file, where the file system knows about that. */
    public static void markExecutable(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    /** Deletes a file or directory with all that is in it; what is not there is deleted already. Links are deleted, not followed. */
    public static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
