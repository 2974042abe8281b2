package dev.portalsdk.model.check;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refs of entities that live elsewhere, so that references to them do not count as dangling. Immutable.
 *
 * <p>Its file has one ref to a line, e.g. {@code group:default/team-a}; lines that are empty or start with {@code #} do not count. A JSON or YAML list
 * of refs is read too.
 *
 * @param refs sorted
 */
public record RefSnapshot(Set<EntityRef> refs) {

    /** Sorts the refs. */
    public RefSnapshot {
        refs = Collections.unmodifiableSet(new TreeSet<>(refs));
    }

    /** The snapshot of these refs. */
    public static RefSnapshot of(Collection<EntityRef> refs) {
        return new RefSnapshot(Set.copyOf(refs));
    }

    /**
     * Reads a snapshot file.
     *
     * @return the refs that could be read; findings of rules {@code ref-snapshot}, {@code yaml} and {@code limit} (more than 64 MiB) for the rest
     * @throws IOException if the file cannot be read
     */
    public static Validated<RefSnapshot> read(Path file) throws IOException {
        return new RefSnapshotReader(file.toString()).read(BoundedFiles.read(file, RefSnapshotReader.MAX_BYTES));
    }

    /**
     * Writes a snapshot file, one ref to a line, or a JSON list if a ref could not stand on a line; replaces what was there.
     *
     * @throws IOException if the file cannot be written
     */
    public void write(Path file) throws IOException {
        List<String> texts = refs.stream().map(EntityRef::toString).toList();
        boolean lines = texts.stream().allMatch(RefSnapshot::fitsLine);
        String text = lines
                ? texts.stream().map(ref -> ref + "\n").collect(Collectors.joining())
                : Value.Arr.ofStrings(texts).toPrettyJson() + "\n";
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean fitsLine(String ref) {
        return ref.equals(ref.strip())
                && !ref.startsWith("#")
                && !ref.startsWith("-")
                && !ref.startsWith("[")
                && ref.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029);
    }
}
