package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * What reading a source gave.
 *
 * @param etag to be named in the next read; empty if that must not be conditional
 * @param files in the order of their paths; after a failed read, those of the last good one
 * @param failures why the source as a whole could not be read
 * @param missing whether there is nothing where the source should be
 */
public record SourceContent(Optional<String> etag, List<LoadedFile> files, List<Diagnostic> failures, boolean missing) {

    /** Copies the lists. */
    public SourceContent {
        files = List.copyOf(files);
        failures = List.copyOf(failures);
    }

    /** Whether the other says the same, byte for byte. */
    public boolean sameAs(SourceContent other) {
        if (missing != other.missing || !failures.equals(other.failures) || files.size() != other.files.size()) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            LoadedFile mine = files.get(i);
            LoadedFile theirs = other.files.get(i);
            if (!mine.version().equals(theirs.version()) || !mine.location().equals(theirs.location())) {
                return false;
            }
        }
        return true;
    }
}
