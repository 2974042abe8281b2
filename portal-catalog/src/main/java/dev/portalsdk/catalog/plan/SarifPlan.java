package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.report.SarifReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The findings of a plan, as any findings are told, with the paths that they have below the root of the repository. */
record SarifPlan(Path base) implements PlanReport {

    @Override
    public void append(CatalogPlan plan, Appendable out) throws IOException {
        List<Diagnostic> findings = plan.findings().stream().map(this::below).toList();
        SarifReport.under(base).append(findings, out);
    }

    private Diagnostic below(Diagnostic finding) {
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                finding.entity(),
                finding.location().map(this::below),
                finding.pointer(),
                finding.message(),
                finding.found(),
                finding.expected(),
                finding.hint());
    }

    private SourceLocation below(SourceLocation at) {
        return at.source().contains("://")
                ? at
                : new SourceLocation(base.resolve(at.source()).toString(), at.line(), at.column());
    }
}
