package dev.portalsdk.techdocs;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.techdocs.site.RenderedPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A site in a folder.
 *
 * @param directory where it is; holds {@code index.html} and {@code techdocs_metadata.json} unless there are errors
 * @param pages in the order of navigation
 * @param findings what its authors should know, by place
 * @param brokenLinks how many links lead to a page, file or anchor that is not there
 * @param duration how long it took
 */
public record GeneratedSite(
        Path directory, List<RenderedPage> pages, List<Diagnostic> findings, int brokenLinks, Duration duration) {

    public GeneratedSite {
        pages = List.copyOf(pages);
        findings = List.copyOf(findings);
    }

    /** Whether something stands in the way of publishing. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
