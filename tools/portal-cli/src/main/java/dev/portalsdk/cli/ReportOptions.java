package dev.portalsdk.cli;

import dev.portalsdk.catalog.plan.CatalogPlan;
import dev.portalsdk.catalog.plan.PlanReport;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.report.FindingReport;
import dev.portalsdk.model.report.SnippetReport;
import dev.portalsdk.tools.FailOn;
import dev.portalsdk.tools.OutputForm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How findings are told, and which of them count. */
final class ReportOptions {
    /** Whether text has colours. */
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORM",
            description = "text (default), markdown, json, sarif or github.")
    private OutputForm format = OutputForm.TEXT;

    @Option(
            names = "--report",
            paramLabel = "FORM=FILE",
            description = "Writes another report, e.g. sarif=build/portal.sarif; may be given more than once.")
    private Map<OutputForm, Path> reports = new LinkedHashMap<>();

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "error (default), warning, info or never: from which severity on the exit code is not 0.")
    private FailOn failOn = FailOn.ERROR;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto (default), always or never.")
    private Colour colour = Colour.AUTO;

    @Option(names = "--root", paramLabel = "DIR", description = "The root of the repository, for paths in reports.")
    private Path root = Path.of("");

    OutputForm format() {
        return format;
    }

    boolean isText() {
        return format == OutputForm.TEXT;
    }

    private boolean colours(Terminal terminal) {
        return colour == Colour.ALWAYS || (colour == Colour.AUTO && terminal.colours());
    }

    /** Writes findings to all that is asked for. @return the exit code */
    int tell(List<Diagnostic> findings, Terminal terminal) throws IOException {
        boolean painted = isText() && colours(terminal);
        FindingReport shown = painted ? SnippetReport.create().coloured() : format.findings(root);
        shown.append(findings, terminal.out());
        for (Map.Entry<OutputForm, Path> report : reports.entrySet()) {
            write(report.getValue(), out -> report.getKey().findings(root).write(findings, out));
        }
        return failOn.exitCode(findings);
    }

    /** Writes a plan to all that is asked for. @return the exit code */
    int tell(CatalogPlan plan, Terminal terminal) throws IOException {
        boolean painted = isText() && colours(terminal);
        PlanReport shown = painted ? PlanReport.colouredText() : format.plan(root);
        shown.append(plan, terminal.out());
        for (Map.Entry<OutputForm, Path> report : reports.entrySet()) {
            write(report.getValue(), out -> report.getKey().plan(root).write(plan, out));
        }
        return failOn.exitCode(plan.findings());
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static void write(Path file, Writing writing) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            writing.to(out);
        }
    }
}
