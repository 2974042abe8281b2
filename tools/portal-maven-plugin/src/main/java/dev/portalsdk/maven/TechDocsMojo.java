package dev.portalsdk.maven;

import dev.portalsdk.model.report.Summary;
import dev.portalsdk.techdocs.site.PageCache;
import dev.portalsdk.techdocs.site.RenderedSite;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.tools.DocsPlaces;
import dev.portalsdk.tools.FailOn;
import dev.portalsdk.tools.OutputForm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Renders the project's documentation into a static site; with errors nothing is written. */
@Mojo(name = "techdocs", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class TechDocsMojo extends PortalMojo {
    /** Where the site goes. */
    @Parameter(property = "portal.site", defaultValue = "${project.build.directory}/techdocs")
    private File site;

    /** For who makes it by reflection. */
    public TechDocsMojo() {}

    @Override
    void run(FailOn threshold, List<OutputForm> forms) throws IOException, MojoFailureException {
        Path source = directory();
        if (!Files.exists(source.resolve("mkdocs.yml")) && !Files.exists(source.resolve("mkdocs.yaml"))) {
            getLog().info("No documentation: there is no mkdocs.yml in " + source);
            return;
        }
        Inputs inputs = inputs(site.toString());
        Optional<String> before = inputs.unchanged();
        if (before.isPresent() && site.isDirectory()) {
            getLog().info("Nothing has changed since " + before.get());
            return;
        }
        RenderedSite rendered = SiteRenderer.builder()
                .cache(PageCache.in(output().resolve(name() + "-pages")))
                .build()
                .render(source, site.toPath());
        tell(DocsPlaces.of(rendered.findings(), source), forms);
        String said = rendered.pages().size() + " pages in " + site + ": " + Summary.of(rendered.findings());
        getLog().info(said);
        fail(threshold, rendered.findings());
        inputs.remember(said);
    }
}
