package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import java.util.List;

/**
 * One file of a source, as it was last read.
 *
 * @param location the file itself, where the source may be a pattern
 * @param version a hash of its bytes; also that of a file that could not be read
 * @param documents in the order of the file; after a failed read, those of the last good one
 * @param findings what is wrong with the file and with documents that cannot be named
 */
public record LoadedFile(
        LocationRef location, String version, List<EntityDescriptor> documents, List<Diagnostic> findings) {

    /** Copies the lists. */
    public LoadedFile {
        documents = List.copyOf(documents);
        findings = List.copyOf(findings);
    }
}
