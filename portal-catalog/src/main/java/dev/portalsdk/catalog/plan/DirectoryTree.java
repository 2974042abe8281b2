package dev.portalsdk.catalog.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * The files of a directory: in a work tree of Git those that are not ignored, elsewhere all. One that is ignored itself was meant all the same. Links are
 * left out.
 */
final class DirectoryTree implements FileTree {
    private final Path directory;

    private DirectoryTree(Path directory) {
        this.directory = directory;
    }

    static DirectoryTree of(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        return new DirectoryTree(directory.toRealPath());
    }

    @Override
    public List<String> paths() throws IOException {
        Optional<GitDirectory> git = GitDirectory.find(directory);
        if (git.isEmpty()) {
            return walked();
        }
        try (Repository repository = git.get().open()) {
            Optional<List<String>> paths = notIgnored(repository, git.get().below());
            return paths.isPresent() ? paths.get() : walked();
        }
    }

    /** @return empty if what is asked for is itself ignored */
    private static Optional<List<String>> notIgnored(Repository repository, String below) throws IOException {
        List<String> paths = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            int side = walk.addTree(new FileTreeIterator(repository));
            if (!below.isEmpty()) {
                walk.setFilter(PathFilter.create(below));
            }
            while (walk.next()) {
                WorkingTreeIterator entry = walk.getTree(side, WorkingTreeIterator.class);
                if (entry.isEntryIgnored()) {
                    if ((below + "/").startsWith(walk.getPathString() + "/")) {
                        return Optional.empty();
                    }
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else if (GitTree.isFile(walk)) {
                    FileTree.count(paths);
                    paths.add(walk.getPathString().substring(below.isEmpty() ? 0 : below.length() + 1));
                }
            }
        }
        return Optional.of(paths);
    }

    private List<String> walked() throws IOException {
        List<String> paths = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    FileTree.count(paths);
                    paths.add(directory.relativize(file).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return paths;
    }

    @Override
    public Optional<byte[]> read(String path, long maxBytes) throws IOException {
        Path file = directory.resolve(path).normalize();
        if (!file.startsWith(directory) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
            if (content.length > maxBytes) {
                throw new IOException(path + " is larger than " + maxBytes + " bytes");
            }
            return Optional.of(content);
        }
    }

    @Override
    public void close() {}
}
