package dev.portalsdk.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What listing a tree or searching gave. */
public sealed interface TreeResult {
    /** The version that is now there, to be named in the next call. Absent if the source has no notion of versions. */
    Optional<String> etag();

    /** It is what it was. */
    record NotModified(Optional<String> etag) implements TreeResult {}

    /**
     * Files in the order of their paths.
     *
     * @param url what was asked for
     */
    record Tree(String url, List<SourceFile> files, Optional<String> etag) implements TreeResult {
        public Tree {
            files = List.copyOf(files);
        }

        /** A file by its path. */
        public Optional<SourceFile> file(String path) {
            return files.stream().filter(file -> file.path().equals(path)).findFirst();
        }

        /**
         * Writes the files below a directory, which is made if need be; executable files stay so where the file system knows it.
         *
         * @throws SourceException if a path would lead out of the directory
         * @throws IOException if a file exists already, or cannot be read or written
         */
        public void writeTo(Path directory) throws IOException {
            Path root = Files.createDirectories(directory).toRealPath();
            for (SourceFile file : files) {
                Path path = Path.of(file.path()).normalize();
                if (file.path().isEmpty() || path.isAbsolute() || path.startsWith("..")) {
                    throw new SourceException(file.url(), "its path \"" + file.path() + "\" leads out of the tree");
                }
                Path target = directories(root, path, file).resolve(path.getFileName());
                Files.write(target, file.bytes(), StandardOpenOption.CREATE_NEW);
                if (file.executable()) {
                    markExecutable(target);
                }
            }
        }

        /** Makes the directories of a file one by one, so that none is made through a link. */
        private static Path directories(Path root, Path path, SourceFile file) throws IOException {
            Path current = root;
            for (Path name : path.getNameCount() > 1 ? path.subpath(0, path.getNameCount() - 1) : List.<Path>of()) {
                current = current.resolve(name);
                if (Files.isSymbolicLink(current)) {
                    throw new SourceException(file.url(), "its path \"" + file.path() + "\" leads through a link");
                }
                Files.createDirectories(current);
            }
            return current;
        }

        private static void markExecutable(Path file) throws IOException {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
                Files.setPosixFilePermissions(file, permissions);
            }
        }
    }
}
