package dev.portalsdk.tools;

import dev.portalsdk.catalog.plan.PlanReport;
import dev.portalsdk.model.report.AnnotationsReport;
import dev.portalsdk.model.report.FindingReport;
import dev.portalsdk.model.report.JsonReport;
import dev.portalsdk.model.report.MarkdownReport;
import dev.portalsdk.model.report.SarifReport;
import dev.portalsdk.model.report.SnippetReport;
import java.nio.file.Path;
import java.util.Locale;

/** The forms in which a tool can tell what it found. */
public enum OutputForm {
    /** For people. */
    TEXT,
    /** GitHub's Markdown, for a comment or a summary. */
    MARKDOWN,
    /** For programs. */
    JSON,
    /** SARIF 2.1.0. */
    SARIF,
    /** Annotations of GitHub Actions. */
    GITHUB;

    /**
     * Findings in this form, without colours.
     *
     * @param base the root of the repository, which paths are relative to where a form asks for that
     */
    public FindingReport findings(Path base) {
        return switch (this) {
            case TEXT -> SnippetReport.create();
            case MARKDOWN -> MarkdownReport.create();
            case JSON -> JsonReport.create();
            case SARIF -> SarifReport.under(base);
            case GITHUB -> AnnotationsReport.under(base);
        };
    }

    /**
     * A plan in this form, without colours.
     *
     * @param base as for {@link #findings}
     */
    public PlanReport plan(Path base) {
        return switch (this) {
            case TEXT -> PlanReport.text();
            case MARKDOWN -> PlanReport.markdown();
            case JSON -> PlanReport.json();
            case SARIF -> PlanReport.sarif(base);
            case GITHUB -> PlanReport.gitHubAnnotations();
        };
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
