package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.util.List;

/**
 * What rendering a site gave. A site with errors was not written, or not completely: it must not be published.
 *
 * @param pages in the order of navigation, pages outside it last; empty when the site could not be rendered
 * @param findings everything there is to say, by place
 */
public record RenderedSite(List<RenderedPage> pages, List<Diagnostic> findings) {

    public RenderedSite {
        pages = List.copyOf(pages);
        findings = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
    }

    /** Whether something stands in the way of publishing. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** How many links lead to a page, file or anchor that is not there. */
    public int brokenLinks() {
        return (int) findings.stream()
                .filter(finding -> LinkRules.BROKEN.contains(finding.ruleId()))
                .count();
    }
}
