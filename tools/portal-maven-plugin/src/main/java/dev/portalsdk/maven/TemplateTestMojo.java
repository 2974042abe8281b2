package dev.portalsdk.maven;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.tools.FailOn;
import dev.portalsdk.tools.OutputForm;
import dev.portalsdk.tools.TemplateTests;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Runs the tests that lie beside templates: {@code tests/NAME/values.yaml} in, {@code tests/NAME/expected} out. */
@Mojo(name = "template-test", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class TemplateTestMojo extends PortalMojo {
    /** Writes what comes of each test as what is expected. */
    @Parameter(property = "portal.update", defaultValue = "false")
    private boolean update;

    /** For who makes it by reflection. */
    public TemplateTestMojo() {}

    @Override
    void run(FailOn threshold, List<OutputForm> forms) throws IOException, MojoFailureException {
        Inputs inputs = inputs("");
        Optional<String> before = update ? Optional.empty() : inputs.unchanged();
        if (before.isPresent()) {
            getLog().info("Nothing has changed since " + before.get());
            return;
        }
        TemplateTests tests = TemplateTests.in(directory());
        List<TemplateTests.Case> cases = (update ? tests.updating() : tests).run();
        List<Diagnostic> findings =
                cases.stream().flatMap(one -> one.findings().stream()).toList();
        tell(findings, forms);
        cases.stream().flatMap(one -> one.changes().stream()).forEach(change -> (change.path() + "\n" + change.diff())
                .lines()
                .forEach(getLog()::info));
        long passed = cases.stream().filter(TemplateTests.Case::passed).count();
        String said = passed + " template tests passed, " + (cases.size() - passed) + " failed";
        getLog().info(said);
        fail(threshold, findings);
        if (!update) {
            inputs.remember(said);
        }
    }
}
