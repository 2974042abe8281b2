package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.plan.CatalogPlan;
import dev.portalsdk.catalog.plan.CatalogVersion;
import dev.portalsdk.catalog.plan.PlanReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The plan of a pull request as a whole process: a Git revision against the work tree, printed as Markdown.
 *
 * <p>Arguments: a directory in a work tree, and the revision. The time is taken from the start of the virtual machine.
 */
public final class PlanOfAChange {
    private PlanOfAChange() {}

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        CatalogPlan plan =
                CatalogPlan.between(CatalogVersion.revision(directory, args[1]), CatalogVersion.directory(directory));
        PlanReport.markdown().write(plan, System.out);
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        System.err.printf(
                Locale.ROOT,
                "%.2f s; %d added, %d removed, %d changed, %d impacts%n",
                seconds,
                plan.added().size(),
                plan.removed().size(),
                plan.changed().size(),
                plan.impacts().size());
    }
}
