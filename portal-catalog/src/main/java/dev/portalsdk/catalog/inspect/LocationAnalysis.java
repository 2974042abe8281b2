package dev.portalsdk.catalog.inspect;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a repository or directory that somebody wants to add to the catalog.
 *
 * @param existing the documents of its descriptor files, in the order of the files
 * @param generated a Component to start from; only if there is no descriptor file
 * @param findings which files could not be read to their end
 */
public record LocationAnalysis(
        List<ExistingDocument> existing, Optional<Value.Obj> generated, List<Diagnostic> findings) {

    /** Copies the lists. */
    public LocationAnalysis {
        existing = List.copyOf(existing);
        findings = List.copyOf(findings);
    }

    /**
     * A document of a descriptor file that is there.
     *
     * @param location the file, as it can be registered
     * @param known whether the catalog reads this file already
     * @param descriptor the document, not checked
     */
    public record ExistingDocument(LocationRef location, boolean known, EntityDescriptor descriptor) {}
}
