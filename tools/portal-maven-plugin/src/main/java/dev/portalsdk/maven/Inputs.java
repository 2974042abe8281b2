package dev.portalsdk.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a goal depends on, as one hash: its settings, and path, size and time of every file in its directory, but for what builds and Git put there.
 *
 * @param stamp the file that keeps the hash of the last run that was all right, and what it said
 * @param hash of now
 */
record Inputs(Path stamp, String hash) {
    private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules");

    static Inputs of(Path directory, Path output, String name, String settings) throws IOException {
        Path skipped = output.toAbsolutePath().normalize();
        TreeMap<String, String> files = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean inner = !visited.equals(directory);
                boolean out = visited.toAbsolutePath().normalize().equals(skipped)
                        || SKIPPED.contains(String.valueOf(visited.getFileName()));
                return inner && out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(
                        directory.relativize(file).toString(),
                        attributes.size() + " " + attributes.lastModifiedTime().toString());
                return FileVisitResult.CONTINUE;
            }
        });
        return new Inputs(output.resolve(name + ".stamp"), hash(settings + "\n" + files));
    }

    /** What the last run said, if nothing has changed since. */
    Optional<String> unchanged() throws IOException {
        if (!Files.exists(stamp)) {
            return Optional.empty();
        }
        String[] lines = Files.readString(stamp).split("\n", 2);
        return lines.length == 2 && lines[0].equals(hash) ? Optional.of(lines[1].strip()) : Optional.empty();
    }

    /** Remembers that all is right, and what was said. */
    void remember(String said) throws IOException {
        Files.createDirectories(stamp.toAbsolutePath().resolveSibling(""));
        Files.writeString(stamp, hash + "\n" + said + "\n");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
