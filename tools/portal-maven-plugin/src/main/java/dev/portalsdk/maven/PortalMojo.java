package dev.portalsdk.maven;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.PortalException;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.report.SnippetReport;
import dev.portalsdk.model.report.Summary;
import dev.portalsdk.tools.FailOn;
import dev.portalsdk.tools.OutputForm;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What all goals have in common: when to do nothing, how to tell findings, and when they fail the build. */
@SuppressWarnings("NullAway.Init") // Maven fills the parameters in
abstract class PortalMojo extends AbstractMojo {
    /** Does nothing. */
    @Parameter(property = "portal.skip", defaultValue = "false")
    private boolean skip;

    /** From which severity on a finding fails the build: error, warning, info or never. */
    @Parameter(property = "portal.failOn", defaultValue = "error")
    private String failOn;

    /** Which reports to write: markdown, json, sarif, github. */
    @Parameter(property = "portal.reports", defaultValue = "sarif,markdown")
    private List<String> reports;

    /** The directory to write reports into, and what is needed to know whether something changed. */
    @Parameter(property = "portal.outputDirectory", defaultValue = "${project.build.directory}/portal")
    private File outputDirectory;

    /** What is looked at. */
    @Parameter(property = "portal.directory", defaultValue = "${project.basedir}")
    private File directory;

    /** The root of the repository, which paths in reports are relative to. */
    @Parameter(property = "portal.root", defaultValue = "${maven.multiModuleProjectDirectory}")
    private File root;

    @Parameter(defaultValue = "${mojo.executionId}", readonly = true)
    private String executionId;

    @Parameter(defaultValue = "${mojo.goal}", readonly = true)
    private String goal;

    @Parameter(defaultValue = "${mojo.version}", readonly = true)
    private String version;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: portal.skip is set");
            return;
        }
        FailOn threshold = choice(FailOn.class, failOn);
        List<OutputForm> forms =
                reports.stream().map(form -> choice(OutputForm.class, form)).toList();
        try {
            run(threshold, forms);
        } catch (IOException | PortalException | IllegalArgumentException e) {
            throw new MojoExecutionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Does the goal's work. */
    abstract void run(FailOn threshold, List<OutputForm> forms)
            throws IOException, MojoExecutionException, MojoFailureException;

    final Path directory() {
        return directory.toPath();
    }

    final Path output() {
        return outputDirectory.toPath();
    }

    final Path root() {
        return (root == null ? directory : root).toPath();
    }

    /** The name of this goal's files: that of the goal, and of the execution if it has one of its own. */
    final String name() {
        return executionId == null || executionId.startsWith("default") ? goal : goal + "-" + executionId;
    }

    /** Says whether all that this goal looks at is as it was when it was all right. */
    final Inputs inputs(String settings) throws IOException {
        return Inputs.of(directory(), output(), name(), version + "\n" + failOn + "\n" + reports + "\n" + settings);
    }

    /** Logs findings and writes the reports. */
    final void tell(List<Diagnostic> findings, List<OutputForm> forms) throws IOException {
        for (Diagnostic finding : findings) {
            StringBuilder text = new StringBuilder();
            SnippetReport.create().append(List.of(finding), text);
            log(finding.severity(), text.toString().stripTrailing());
        }
        for (OutputForm form : forms) {
            report(form, out -> form.findings(root()).write(findings, out));
        }
    }

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    final void report(OutputForm form, Writing writing) throws IOException {
        Files.createDirectories(output());
        try (OutputStream out = Files.newOutputStream(output().resolve(name() + suffix(form)))) {
            writing.to(out);
        }
    }

    private static String suffix(OutputForm form) {
        return switch (form) {
            case TEXT, GITHUB -> "." + form + ".txt";
            case MARKDOWN -> ".md";
            case JSON -> ".json";
            case SARIF -> ".sarif";
        };
    }

    private void log(Severity severity, String text) {
        switch (severity) {
            case ERROR -> getLog().error(text);
            case WARNING -> getLog().warn(text);
            case INFO -> getLog().info(text);
        }
    }

    final void fail(FailOn threshold, List<Diagnostic> findings) throws MojoFailureException {
        if (threshold.fails(findings)) {
            throw new MojoFailureException(Summary.of(findings) + " in " + directory());
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is none of " + List.of(type.getEnumConstants()));
    }
}
