package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much findings weigh: first what the host says, then {@code validation} and {@code strict} of the site.
 *
 * @param severities of the host, by rule id
 * @param ignored rule ids that the host does not want to hear of
 */
record LintLevels(Map<String, Severity> severities, Set<String> ignored) {

    LintLevels {
        severities = Map.copyOf(severities);
        ignored = Set.copyOf(ignored);
    }

    List<Diagnostic> weigh(List<Diagnostic> findings, SiteConfiguration configuration) {
        return findings.stream()
                .filter(finding -> !ignored.contains(finding.ruleId())
                        && !configuration.quiet().contains(finding.ruleId()))
                .map(finding -> finding.withSeverity(severity(finding, configuration)))
                .toList();
    }

    private Severity severity(Diagnostic finding, SiteConfiguration configuration) {
        boolean strict = configuration.strict() && configuration.loud().contains(finding.ruleId());
        return strict ? Severity.ERROR : severities.getOrDefault(finding.ruleId(), finding.severity());
    }
}
