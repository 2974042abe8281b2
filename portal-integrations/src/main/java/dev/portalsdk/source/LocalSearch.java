package dev.portalsdk.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A walk along one alternative of a pattern, which carries the set of its parts that the next name may match: only directories
 * that can still match are entered, and names without a wildcard are looked up instead of listed.
 *
 * @param seen the paths that other alternatives found already
 */
record LocalSearch(List<Glob.Part> parts, TreeSet<String> seen, LocalListing found) {
    /** @param states the parts of the pattern that the next name may match */
    void walk(Path directory, String prefix, TreeSet<Integer> states, int depth) throws IOException {
        if (depth > LocalFiles.MAX_DEPTH) {
            throw new TooLargeException(found.url(), "directories are nested deeper than " + LocalFiles.MAX_DEPTH);
        }
        for (int state : List.copyOf(states)) {
            if (parts.get(state).anyDepth()) {
                states.add(state + 1);
            }
        }
        if (states.stream().allMatch(state -> parts.get(state).isLiteral())) {
            for (String name : states.stream()
                    .map(state -> parts.get(state).literal())
                    .distinct()
                    .toList()) {
                visit(directory.resolve(name), name, prefix, states, depth);
            }
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                visit(entry, String.valueOf(entry.getFileName()), prefix, states, depth);
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return;
        }
    }

    private void visit(Path entry, String name, String prefix, TreeSet<Integer> states, int depth) throws IOException {
        TreeSet<Integer> below = new TreeSet<>();
        boolean matched = false;
        for (int state : states) {
            Glob.Part part = parts.get(state);
            if (part.anyDepth() && !name.startsWith(".")) {
                below.add(state);
            } else if (!part.anyDepth() && part.matches(name)) {
                matched |= state == parts.size() - 1;
                below.add(state + 1);
            }
        }
        below.remove(parts.size());
        if (!matched && below.isEmpty()) {
            return;
        }
        Optional<BasicFileAttributes> attributes = LocalFiles.attributesIfThere(entry);
        if (attributes.isEmpty()) {
            return;
        }
        if (attributes.get().isDirectory() && !below.isEmpty() && !Files.isSymbolicLink(entry)) {
            walk(entry, prefix + name + "/", below, depth + 1);
        } else if (attributes.get().isRegularFile() && matched && seen.add(prefix + name)) {
            found.add(prefix + name, entry, attributes.get());
        }
    }
}
