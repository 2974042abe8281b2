package dev.portalsdk.maven;

import dev.portalsdk.catalog.plan.CatalogPlan;
import dev.portalsdk.catalog.plan.CatalogVersion;
import dev.portalsdk.catalog.plan.PlanLoader;
import dev.portalsdk.catalog.plan.PlanReport;
import dev.portalsdk.tools.FailOn;
import dev.portalsdk.tools.OutputForm;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Tells what the changes of a branch do to the catalog, and whom they concern. */
@Mojo(name = "plan", threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class PlanMojo extends PortalMojo {
    /** The Git revision to compare with. */
    @Parameter(property = "portal.base", defaultValue = "origin/main")
    private String base;

    /** The file of a snapshot to compare with, instead of a revision. */
    @Parameter(property = "portal.snapshot")
    private @Nullable File snapshot;

    /** Which files to load, relative to the directory; default: all.yaml, or every catalog-info.yaml. */
    @Parameter(property = "portal.files")
    private @Nullable List<String> files;

    /** For who makes it by reflection. */
    public PlanMojo() {}

    @Override
    void run(FailOn threshold, List<OutputForm> forms) throws IOException, MojoFailureException {
        PlanLoader loader =
                files == null ? PlanLoader.standard() : PlanLoader.standard().files(files.toArray(String[]::new));
        CatalogVersion before = snapshot == null
                ? CatalogVersion.revision(directory(), base)
                : CatalogVersion.snapshotFile(snapshot.toPath());
        CatalogPlan plan = loader.plan(before, CatalogVersion.directory(directory()));
        StringBuilder text = new StringBuilder();
        PlanReport.text().append(plan, text);
        text.toString().lines().forEach(getLog()::info);
        for (OutputForm form : forms) {
            report(form, out -> form.plan(root()).write(plan, out));
        }
        fail(threshold, plan.findings());
    }
}
