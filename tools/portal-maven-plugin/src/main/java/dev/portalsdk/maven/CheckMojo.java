package dev.portalsdk.maven;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.report.Summary;
import dev.portalsdk.tools.FailOn;
import dev.portalsdk.tools.OutputForm;
import dev.portalsdk.tools.RepositoryCheck;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Checks the project's catalog files, templates and documentation. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
public final class CheckMojo extends PortalMojo {
    /** File names to look for; default: catalog-info.yaml, catalog-info.yml, template.yaml, template.yml. */
    @Parameter(property = "portal.names")
    private @Nullable List<String> names;

    /** Severities by rule: error, warning, info, or off to leave its findings out. */
    @Parameter
    private @Nullable Map<String, String> severities;

    /** Whether the files are the whole catalog: then it is also told what is unused or unusual. */
    @Parameter(property = "portal.wholeCatalog", defaultValue = "false")
    private boolean wholeCatalog;

    /** A file with refs that exist elsewhere, one to a line. */
    @Parameter(property = "portal.known")
    private @Nullable File known;

    /** A file with findings that are put up with. */
    @Parameter(property = "portal.baseline")
    private @Nullable File baseline;

    /** Whether templates are checked as programs. */
    @Parameter(property = "portal.templates", defaultValue = "true")
    private boolean templates;

    /** Whether documentation is checked. */
    @Parameter(property = "portal.docs", defaultValue = "true")
    private boolean docs;

    /** For who makes it by reflection. */
    public CheckMojo() {}

    @Override
    void run(FailOn threshold, List<OutputForm> forms) throws IOException, MojoFailureException {
        Inputs inputs = inputs(settings());
        Optional<String> before = inputs.unchanged();
        if (before.isPresent()) {
            getLog().info("Nothing has changed since " + before.get());
            return;
        }
        CheckedCatalog checked = check().run();
        List<Diagnostic> findings = checked.result().findings();
        tell(findings, forms);
        String said = checked.sources().size() + " files, " + checked.entities().size() + " entities: "
                + Summary.of(findings);
        getLog().info(said);
        fail(threshold, findings);
        inputs.remember(said);
    }

    private String settings() {
        return names + " " + (severities == null ? "" : new TreeMap<>(severities)) + " " + wholeCatalog + templates
                + docs + stamp(known) + stamp(baseline);
    }

    private static String stamp(@Nullable File file) {
        return file == null ? " " : " " + file + " " + file.length() + " " + file.lastModified();
    }

    private RepositoryCheck check() {
        RepositoryCheck.Builder check = RepositoryCheck.of(directory());
        Optional.ofNullable(names).filter(given -> !given.isEmpty()).ifPresent(check::names);
        Optional.ofNullable(severities).ifPresent(all -> all.forEach((rule, severity) -> weigh(check, rule, severity)));
        Optional.ofNullable(known).ifPresent(file -> check.knownElsewhere(file.toPath()));
        Optional.ofNullable(baseline).ifPresent(file -> check.baseline(file.toPath()));
        if (wholeCatalog) {
            check.wholeCatalog();
        }
        if (!templates) {
            check.withoutTemplates();
        }
        if (!docs) {
            check.withoutDocs();
        }
        return check.build();
    }

    private static void weigh(RepositoryCheck.Builder check, String rule, String severity) {
        if (severity.strip().equalsIgnoreCase("off")) {
            check.off(rule);
        } else {
            check.severity(rule, Severity.valueOf(severity.strip().toUpperCase(Locale.ROOT)));
        }
    }
}
