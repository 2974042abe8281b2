package dev.portalsdk.scaffolder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * How a file of a dry run differs from the one in a directory.
 *
 * @param kind whether the run makes, changes or lacks it
 * @param path with slashes
 * @param diff in the unified format, with three lines around each change; empty for files that are no text
 */
public record FileChange(Kind kind, String path, String diff) {

    /** What would become of a file. */
    public enum Kind {
        /** It is not in the directory. */
        ADDED,
        /** It is there with other content. */
        CHANGED,
        /** It is in the directory, and the run does not make it. */
        MISSING
    }

    /**
     * What differs, by path. Files in {@code .git} and symbolic links of the directory are left out.
     *
     * @param files of a run
     */
    static List<FileChange> of(Map<String, byte[]> files, Path directory) throws IOException {
        Map<String, Path> there = files(directory);
        Set<String> paths = new TreeSet<>(files.keySet());
        paths.addAll(there.keySet());
        List<FileChange> changes = new ArrayList<>();
        for (String path : paths) {
            boolean exists = there.containsKey(path);
            byte[] before = exists ? Files.readAllBytes(there.get(path)) : new byte[0];
            byte[] after = files.getOrDefault(path, new byte[0]);
            boolean made = files.containsKey(path);
            if (!exists || !made || !Arrays.equals(before, after)) {
                Kind kind = !exists ? Kind.ADDED : made ? Kind.CHANGED : Kind.MISSING;
                changes.add(new FileChange(kind, path, diff(before, after)));
            }
        }
        return List.copyOf(changes);
    }

    /** @param files of a run */
    static void write(List<FileChange> changes, Map<String, byte[]> files, Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        for (FileChange change : changes) {
            Path file = root.resolve(change.path()).normalize();
            if (!file.startsWith(root)) {
                throw new IOException(change.path() + " leads out of " + directory);
            }
            if (change.kind() == Kind.MISSING) {
                Files.delete(file);
            } else {
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, files.getOrDefault(change.path(), new byte[0]));
            }
        }
    }

    /** Nothing if there is no such directory. */
    private static Map<String, Path> files(Path directory) throws IOException {
        Map<String, Path> files = new HashMap<>();
        if (Files.exists(directory)) {
            for (String path : Workspace.in(directory).files()) {
                Path file = directory.resolve(path);
                if (!path.startsWith(".git/") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.put(path, file);
                }
            }
        }
        return files;
    }

    private static String diff(byte[] before, byte[] after) {
        if (RawText.isBinary(before) || RawText.isBinary(after)) {
            return "";
        }
        RawText old = new RawText(before);
        RawText made = new RawText(after);
        EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, old, made);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.format(edits, old, made);
            formatter.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // to memory
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
