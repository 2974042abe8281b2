package dev.portalsdk.samples.quickstart;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.techdocs.DocsBuild;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.SourcePreparer;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Builds the documentation of every entity that has some, and publishes it to a directory. */
final class Documentation {
    private final Path localRoot;
    private final UrlReader reader;
    private final Integrations integrations;
    private final Path sites;
    private final Printer printer;

    Documentation(Path localRoot, UrlReader reader, Integrations integrations, Path output, Printer printer) {
        this.localRoot = localRoot;
        this.reader = reader;
        this.integrations = integrations;
        this.sites = output.resolve("techdocs");
        this.printer = printer;
    }

    void build(Catalog catalog) {
        List<StitchedEntity> documented = catalog.queries().all().stream()
                .filter(entity -> entity.entity()
                        .metadata()
                        .annotation(SourcePreparer.TECHDOCS_REF)
                        .isPresent())
                .toList();
        if (documented.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        TechDocs techDocs = techDocs();
        int pages =
                documented.stream().mapToInt(entity -> build(techDocs, entity)).sum();
        printer.summarize(pages + " pages of documentation in " + Printer.since(start));
    }

    private TechDocs techDocs() {
        return TechDocs.builder()
                .preparer(SourcePreparer.builder()
                        .localRoot(localRoot)
                        .urlReader(reader)
                        .integrations(integrations)
                        .build())
                .publisher(new LocalDirectoryPublisher(sites))
                .build();
    }

    private int build(TechDocs techDocs, StitchedEntity entity) {
        EntityRef ref = entity.ref();
        try {
            DocsBuild build = techDocs.rebuild(entity.entity());
            if (build.outcome() == DocsBuild.Outcome.REJECTED) {
                // A fresh component has none yet; the catalog is as good without.
                printer.warning("No documentation of " + ref + ":");
            } else {
                Path site = sites.resolve(ref.namespace()).resolve(ref.kind()).resolve(ref.name());
                printer.line("Documentation of " + ref + ": " + site.resolve("index.html") + " ("
                        + build.pages().size() + " pages, " + build.brokenLinks() + " broken links, "
                        + build.duration().toMillis() + " ms)");
            }
            build.findings().forEach(finding -> printer.line("  " + finding.withSeverity(Severity.WARNING)));
            return build.pages().size();
        } catch (IOException e) {
            printer.warning("No documentation of " + ref + ": " + e.getMessage());
            return 0;
        }
    }
}
