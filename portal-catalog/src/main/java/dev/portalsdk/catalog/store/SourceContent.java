package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
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
public record SourceContent(Optional<String> etag, List<File> files, List<Diagnostic> failures, boolean missing) {

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
            File mine = files.get(i);
            File theirs = other.files.get(i);
            if (!mine.version().equals(theirs.version()) || !mine.location().equals(theirs.location())) {
                return false;
            }
        }
        return true;
    }

    /**
     * One file of a source, as it was last read.
     *
     * @param location the file itself, where the source may be a pattern
     * @param version a hash of its bytes; also that of a file that could not be read
     * @param documents in the order of the file; after a failed read, those of the last good one
     * @param findings what is wrong with the file and with documents that cannot be named
     */
    public record File(
            LocationRef location, String version, List<EntityDescriptor> documents, List<Diagnostic> findings) {

        /** Copies the lists. */
        public File {
            documents = List.copyOf(documents);
            findings = List.copyOf(findings);
        }
    }
}
