package dev.portalsdk.samples.quickstart;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.report.Summary;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints what happens, and keeps count for the last line and the exit code. */
final class Printer {
    private static final int MAX_RELATIONS = 40;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final List<String> summary = new ArrayList<>();
    private int errors;
    private int warnings;

    Printer(PrintStream out) {
        this.out = out;
    }

    void line(String text) {
        out.println(text);
    }

    /** Adds a part to the last line. */
    void summarize(String part) {
        summary.add(part);
    }

    /** Waits for the catalog and prints what is in it and what is wrong with it. */
    void load(Catalog catalog) {
        long before = System.nanoTime();
        catalog.settle();
        List<StitchedEntity> entities = catalog.queries().all();
        List<Diagnostic> findings = catalog.findings();
        String took = since(before);
        Map<String, Long> kinds = entities.stream()
                .collect(Collectors.groupingBy(entity -> entity.entity().kind(), TreeMap::new, Collectors.counting()));
        out.println("Entities: " + kinds);
        List<Relation> relations = entities.stream()
                .flatMap(entity -> entity.entity().relations().stream())
                .toList();
        out.println("Relations: " + relations.size());
        relations.stream().limit(MAX_RELATIONS).forEach(relation -> out.println("  " + relation));
        if (relations.size() > MAX_RELATIONS) {
            out.println("  … and " + (relations.size() - MAX_RELATIONS) + " more");
        }
        findings(findings);
        summarize(entities.size() + " entities in " + took);
    }

    /** {@code file:line:column severity rule message}. */
    void findings(List<Diagnostic> findings) {
        out.println("Findings: " + findings.size());
        for (Diagnostic finding : findings) {
            String place = finding.location().map(SourceLocation::toString).orElse("-");
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            out.println("  " + place + " " + severity + " " + finding.ruleId() + " " + finding.messageWithHint());
            errors += finding.severity() == Severity.ERROR ? 1 : 0;
            warnings += finding.severity() == Severity.WARNING ? 1 : 0;
        }
    }

    void error(String text) {
        errors++;
        out.println(text);
    }

    void warning(String text) {
        warnings++;
        out.println(text);
    }

    /** Prints the last line and gives the exit code. */
    int summary() {
        summary.add(new Summary(errors, warnings, 0).toString());
        out.println("Done in " + since(start) + ": " + String.join("; ", summary));
        return errors == 0 ? 0 : 1;
    }

    static String since(long nanos) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - nanos) / 1e9);
    }
}
