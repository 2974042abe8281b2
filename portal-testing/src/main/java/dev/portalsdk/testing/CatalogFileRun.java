package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/**
 * One run of a {@link CatalogTest}: fails before the method's body if there are findings.
 *
 * @param name of the run
 * @param file what it is about
 * @param failOn the least severe finding that fails it
 */
record CatalogFileRun(String name, CatalogFile file, Severity failOn)
        implements TestTemplateInvocationContext, BeforeTestExecutionCallback, ParameterResolver {

    static CatalogFileRun of(CatalogFile file) {
        Path here = Path.of("").toAbsolutePath();
        Path path = file.path();
        String name = path.startsWith(here) ? here.relativize(path).toString() : path.toString();
        return new CatalogFileRun(name, file, Severity.ERROR);
    }

    static CatalogFileRun ofTheWhole(CatalogFile catalog) {
        return new CatalogFileRun("the catalog as a whole", catalog, Severity.ERROR);
    }

    CatalogFileRun failingOn(Severity least) {
        return new CatalogFileRun(name, file, least);
    }

    @Override
    public String getDisplayName(int invocation) {
        return name;
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        if (file.catalog().sources().isEmpty() && file.findings().isEmpty()) {
            throw new AssertionError("There is nothing to check: no catalog file was found");
        }
        List<Diagnostic> failing = file.findings().stream()
                .filter(finding -> finding.severity().compareTo(failOn) >= 0)
                .toList();
        if (!failing.isEmpty()) {
            throw Failures.of(
                    name + " has " + failing.size() + (failing.size() == 1 ? " finding" : " findings"), failing);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CatalogFile.class;
    }

    @Override
    public CatalogFile resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return file;
    }
}
