package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.report.AnnotationsReport;
import java.io.IOException;

/** The findings of a plan, as any findings are told to GitHub Actions. */
final class AnnotationsPlan implements PlanReport {

    @Override
    public void append(CatalogPlan plan, Appendable out) throws IOException {
        AnnotationsReport.create().append(plan.findings(), out);
    }
}
