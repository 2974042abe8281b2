package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the descriptors of a {@code catalog-info.yaml}. What they say is not checked here; that is an {@link dev.portalsdk.model.EntityValidator}'s work.
 *
 * <p>Rules of findings: those of {@link YamlDocuments}, and {@code not-a-mapping}. Immutable, safe for use by many threads.
 */
public final class DescriptorReader {
    private static final DescriptorReader STANDARD = new DescriptorReader(YamlDocuments.create());

    private final YamlDocuments documents;

    private DescriptorReader(YamlDocuments documents) {
        this.documents = documents;
    }

    /** With {@linkplain ReadLimits#standard() standard limits}. */
    public static DescriptorReader create() {
        return STANDARD;
    }

    /** With limits of the caller's. */
    public static DescriptorReader withLimits(ReadLimits limits) {
        return new DescriptorReader(YamlDocuments.withLimits(limits));
    }

    /**
     * Reads a file's bytes (UTF-8).
     *
     * @param source the file's path or URL, for places
     * @return every document that is a mapping, and what is wrong with the others
     */
    public Validated<List<EntityDescriptor>> read(String source, byte[] content) {
        return descriptors(documents.read(source, content));
    }

    /**
     * Reads a file's text.
     *
     * @param source the file's path or URL, for places
     * @return every document that is a mapping, and what is wrong with the others
     */
    public Validated<List<EntityDescriptor>> read(String source, String content) {
        return descriptors(documents.read(source, content));
    }

    private static Validated<List<EntityDescriptor>> descriptors(Validated<List<YamlDocument>> read) {
        List<EntityDescriptor> descriptors = new ArrayList<>();
        List<Diagnostic> findings = new ArrayList<>(read.findings());
        for (YamlDocument document : read.value().orElse(List.of())) {
            if (document.value() instanceof Value.Obj root) {
                descriptors.add(EntityDescriptor.of(root, document.source(), document.index(), document));
            } else {
                findings.add(notAMapping(document));
            }
        }
        return Validated.of(List.copyOf(descriptors), findings);
    }

    private static Diagnostic notAMapping(YamlDocument document) {
        return Diagnostic.error(
                        "not-a-mapping",
                        "A descriptor is a mapping with apiVersion, kind and metadata, but this document is a "
                                + document.value().typeName())
                .at(document.location())
                .found(document.value())
                .expected("a mapping with apiVersion, kind and metadata")
                .build();
    }
}
