package dev.portalsdk.catalog.provider;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that match patterns, as they were when somebody last looked. For one thread.
 *
 * <p>What cannot be looked at stays as it was: a directory that was unmounted is not an empty one. Links to files are followed, links to directories
 * are not.
 */
final class WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);

    private final List<FilePattern> patterns;
    private final Map<Path, Integer> bases = new HashMap<>();
    private final DirectoryVisitor visitor;
    private final Map<Path, FileStamp> files = new TreeMap<>();
    private final Set<Path> links = new HashSet<>();
    private final Set<Path> unlisted = new HashSet<>();

    /** Is told each directory before it is listed, so that nothing is missed in between. */
    @FunctionalInterface
    interface DirectoryVisitor {
        void enter(Path directory) throws IOException;
    }

    WatchedFiles(List<FilePattern> patterns, DirectoryVisitor visitor) {
        this.patterns = List.copyOf(patterns);
        this.visitor = visitor;
        patterns.forEach(pattern -> bases.merge(pattern.base(), pattern.depth(), Math::max));
    }

    /** All that are there, by path. */
    Set<Path> files() {
        return new TreeSet<>(files.keySet());
    }

    /** The directories that all files are below. */
    Set<Path> bases() {
        return bases.keySet();
    }

    /** Looks at everything. @return the files that may have changed since the last look, new ones too */
    Set<Path> lookAtAll() {
        return look(bases);
    }

    /**
     * Looks at what something was said to have happened to: files, directories with all that is below them, and what is gone.
     *
     * @return the files that have changed or may have, also those that match no pattern
     */
    Set<Path> lookAt(Collection<Path> paths) {
        Set<Path> changed = new TreeSet<>();
        Map<Path, Integer> directories = new HashMap<>();
        for (Path path : paths) {
            int depth = depthAt(path);
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                if (depth > 0 && FilePattern.enters(patterns, path)) {
                    directories.put(path, depth);
                }
            } else {
                changed.add(path);
                lookAtFile(path);
            }
        }
        changed.addAll(look(directories));
        changed.addAll(movedLinks(paths));
        return changed;
    }

    /** How deep the patterns reach below a directory; 0 if they do not. */
    private int depthAt(Path directory) {
        int depth = 0;
        for (Map.Entry<Path, Integer> base : bases.entrySet()) {
            if (directory.startsWith(base.getKey())) {
                int down = directory.getNameCount() - base.getKey().getNameCount();
                depth = Math.max(depth, base.getValue() - down);
            }
        }
        return depth;
    }

    private void lookAtFile(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isRegularFile() && matches(path)) {
                put(path, attributes);
            }
        } catch (NoSuchFileException e) {
            forget(path);
        } catch (IOException e) {
            LOG.debug("{} cannot be looked at, and stays as it was", path, e);
        }
    }

    /** A file, or a directory with all that was below it; but not if the base itself is gone. */
    private void forget(Path path) {
        boolean there = bases.keySet().stream().anyMatch(base -> path.startsWith(base) && Files.isDirectory(base));
        if (there) {
            files.keySet().removeIf(file -> file.startsWith(path));
            links.removeIf(file -> file.startsWith(path));
        }
    }

    /** Where a volume is exchanged by turning a link, the files behind it tell nobody. */
    private Set<Path> movedLinks(Collection<Path> paths) {
        Set<Path> parents = new HashSet<>();
        paths.forEach(path -> parents.add(path.getParent()));
        Set<Path> moved = new HashSet<>();
        for (Path link : List.copyOf(links)) {
            FileStamp before = files.get(link);
            if (parents.contains(link.getParent())) {
                lookAtFile(link);
                FileStamp now = files.get(link);
                if (before != null && (now == null || now.mayDifferFrom(before))) {
                    moved.add(link);
                }
            }
        }
        return moved;
    }

    private Set<Path> look(Map<Path, Integer> directories) {
        Map<Path, FileStamp> before = Map.copyOf(files);
        Set<Path> seen = new HashSet<>();
        directories.forEach((directory, depth) -> walk(directory, depth, seen));
        files.keySet()
                .removeIf(file -> directories.keySet().stream().anyMatch(file::startsWith) && !seen.contains(file));
        links.retainAll(files.keySet());
        Set<Path> changed = new TreeSet<>();
        files.forEach((file, stamp) -> {
            FileStamp known = before.get(file);
            if (seen.contains(file) && (known == null || stamp.mayDifferFrom(known))) {
                changed.add(file);
            }
        });
        return changed;
    }

    private void walk(Path directory, int depth, Set<Path> seen) {
        try {
            visitor.enter(directory);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    visit(entry, depth, seen);
                }
            }
            unlisted.remove(directory);
        } catch (IOException | DirectoryIteratorException e) {
            if (unlisted.add(directory)) {
                LOG.warn("{} cannot be listed; what was known of it stays as it was ({})", directory, e.toString());
            }
            files.keySet().stream().filter(file -> file.startsWith(directory)).forEach(seen::add);
        }
    }

    private void visit(Path entry, int depth, Set<Path> seen) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            return; // gone meanwhile, or a link that leads nowhere
        }
        boolean directory = attributes.isDirectory() && !Files.isSymbolicLink(entry);
        if (directory && depth > 1 && FilePattern.enters(patterns, entry)) {
            walk(entry, depth - 1, seen);
        } else if (attributes.isRegularFile() && matches(entry)) {
            put(entry, attributes);
            seen.add(entry);
        }
    }

    private boolean matches(Path file) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(file));
    }

    private void put(Path file, BasicFileAttributes attributes) {
        files.put(file, FileStamp.of(attributes));
        if (Files.isSymbolicLink(file)) {
            links.add(file);
        }
    }
}
