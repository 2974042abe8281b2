package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of some names below a directory; see {@link CatalogFiles#under}. */
final class DirectorySelection implements FileSelection {
    static final String CATALOG_INFO = "catalog-info.yaml";
    private static final int MAX_VISITED = 2_000_000;

    private final Path directory;
    private final List<String> names;

    DirectorySelection(Path directory, List<String> names) {
        this.directory = directory;
        this.names = names;
    }

    @Override
    public FileSelection named(List<String> fileNames) {
        return new DirectorySelection(directory, fileNames);
    }

    @Override
    public List<Path> files(List<Diagnostic> findings) {
        Visitor visitor = new Visitor(findings);
        try {
            Path root = Files.isSymbolicLink(directory) ? directory.toRealPath() : directory;
            Files.walkFileTree(root, visitor);
        } catch (IOException e) {
            findings.add(CatalogFiles.unreadable(directory.toString(), e));
        }
        Collections.sort(visitor.files);
        return visitor.files;
    }

    @Override
    public String toString() {
        return String.join(" or ", names) + " under "
                + directory.toAbsolutePath().normalize();
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final List<Diagnostic> findings;
        private final List<Path> files = new ArrayList<>();
        private int visited;

        Visitor(List<Diagnostic> findings) {
            this.findings = findings;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path visiting, BasicFileAttributes attributes) {
            boolean root = visited == 0;
            if (!root && SkippedDirectories.contains(visiting)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return counted();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                    && names.contains(name(file))
                    && !SkippedDirectories.isForeign(file, name(file))) {
                files.add(file.normalize());
            }
            return counted();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            findings.add(CatalogFiles.unreadable(file.toString(), e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) {
            if (e != null) {
                findings.add(CatalogFiles.unreadable(visited.toString(), e));
            }
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult counted() {
            if (++visited <= MAX_VISITED) {
                return FileVisitResult.CONTINUE;
            }
            findings.add(Diagnostic.error("limit", "There are more than " + MAX_VISITED + " files under " + directory)
                    .at(SourceLocation.startOf(directory.toString()))
                    .hint("name a directory further down, or the files themselves")
                    .build());
            return FileVisitResult.TERMINATE;
        }
    }

    private static String name(Path path) {
        return path.getFileName() == null ? "" : path.getFileName().toString();
    }
}
