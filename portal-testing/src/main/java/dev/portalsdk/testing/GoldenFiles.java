package dev.portalsdk.testing;

import dev.portalsdk.scaffolder.FileChange;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.task.TaskState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files that a run made, compared with a directory that holds them as they should be. A file of the directory to which a checkout gave CRLF as line ends is
 * the same as with LF.
 */
final class GoldenFiles {
    private static final int MAX_LINES = 60;
    private static final int MAX_FILES = 20;

    private final Map<String, byte[]> files;
    private final Path golden;

    private GoldenFiles(Map<String, byte[]> files, Path golden) {
        this.files = files;
        this.golden = golden;
    }

    /**
     * Compares them, or writes the directory anew if the switch of {@link GoldenCatalogs#UPDATE} says so.
     *
     * @throws AssertionError if they differ, or there is nothing to compare
     */
    static void check(Map<String, byte[]> files, Path golden) {
        Map<String, byte[]> kept = new TreeMap<>(files);
        kept.keySet().removeIf(path -> path.startsWith(".git/"));
        if (kept.isEmpty()) {
            throw new AssertionError("There is nothing to compare with " + golden + ": the run has made no file");
        }
        try {
            new GoldenFiles(kept, golden).check();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot compare with " + golden, e);
        }
    }

    private void check() throws IOException {
        List<FileChange> changes = new ArrayList<>();
        for (FileChange change : run().against(golden)) {
            if (change.kind() != FileChange.Kind.CHANGED || !differsInLineEndsOnly(change.path())) {
                changes.add(change);
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        if (Boolean.getBoolean(GoldenCatalogs.UPDATE)) {
            run().write(changes, golden);
        } else {
            throw new AssertionError(text(changes));
        }
    }

    private Scaffolder.DryRun run() {
        return new Scaffolder.DryRun(TaskState.of(List.of(), List.of()), List.of(), files, Optional.empty());
    }

    private byte[] made(String path) {
        return files.getOrDefault(path, new byte[0]);
    }

    private boolean differsInLineEndsOnly(String path) throws IOException {
        String expected = Files.readString(golden.resolve(path), StandardCharsets.ISO_8859_1);
        return expected.replace("\r\n", "\n").equals(latin(made(path)));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String text(List<FileChange> changes) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(Files.isDirectory(golden) ? "The files differ from " : "There is no directory ")
                .append(golden)
                .append(Files.isDirectory(golden) ? "" : ", which would hold")
                .append(" (" + changes.size() + (changes.size() == 1 ? " file" : " files") + "):\n\n");
        for (FileChange change : changes.subList(0, Math.min(MAX_FILES, changes.size()))) {
            text.append(describe(change)).append('\n');
        }
        if (changes.size() > MAX_FILES) {
            text.append("and ").append(changes.size() - MAX_FILES).append(" more\n\n");
        }
        return text.append(GoldenCatalogs.howToUpdate()).toString();
    }

    private String describe(FileChange change) throws IOException {
        String path = change.path();
        String title =
                switch (change.kind()) {
                    case ADDED -> path + " is made, but not expected";
                    case MISSING -> path + " is expected, but not made";
                    case CHANGED -> path + " is other than expected";
                };
        return change.diff().isEmpty() ? title + binary(change) + "\n" : title + ":\n" + shortened(change.diff());
    }

    private String binary(FileChange change) throws IOException {
        byte[] made = made(change.path());
        if (change.kind() != FileChange.Kind.CHANGED) {
            return " (" + (change.kind() == FileChange.Kind.ADDED ? made.length : size(change)) + " bytes)";
        }
        byte[] expected = Files.readAllBytes(golden.resolve(change.path()));
        return " (" + made.length + " bytes instead of " + expected.length + ", different from byte "
                + Arrays.mismatch(expected, made) + " on)";
    }

    private long size(FileChange change) throws IOException {
        return Files.size(golden.resolve(change.path()));
    }

    private static String shortened(String diff) {
        List<String> lines = diff.lines().toList();
        String shown =
                lines.stream().limit(MAX_LINES).map(line -> "  " + line + "\n").collect(Collectors.joining());
        return lines.size() <= MAX_LINES ? shown : shown + "  … " + (lines.size() - MAX_LINES) + " more lines\n";
    }
}
