package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.check.CheckedEntity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Runs a method once for each catalog file; see {@link CatalogTest}. */
final class CatalogTestExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> AnnotationSupport.isAnnotated(method, CatalogTest.class))
                .isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        CatalogTest test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), CatalogTest.class)
                .orElseThrow();
        List<Path> paths = Arrays.stream(test.paths())
                .map(path -> Path.of(path).toAbsolutePath().normalize())
                .toList();
        CatalogFiles files = CatalogFiles.at(paths).named(test.fileNames());
        CheckedCatalog catalog =
                ReflectionSupport.newInstance(test.with()).apply(files).check();
        return runs(catalog).map(run -> run.failingOn(test.failOn()));
    }

    /** Files in their order; what is about none of them last. */
    private static Stream<CatalogFileRun> runs(CheckedCatalog catalog) {
        Map<String, List<Diagnostic>> findings = new LinkedHashMap<>();
        catalog.sources().forEach(source -> findings.put(source, new ArrayList<>()));
        List<Diagnostic> elsewhere = new ArrayList<>();
        for (Diagnostic finding : catalog.result().findings()) {
            findings.getOrDefault(finding.location().map(SourceLocation::source).orElse(""), elsewhere)
                    .add(finding);
        }
        List<CatalogFileRun> runs = new ArrayList<>();
        findings.forEach((source, own) -> runs.add(
                CatalogFileRun.of(new CatalogFile(Path.of(source), entities(catalog, Set.of(source)), own, catalog))));
        if (!elsewhere.isEmpty() || runs.isEmpty()) {
            runs.add(CatalogFileRun.ofTheWhole(
                    new CatalogFile(Path.of("").toAbsolutePath(), catalog.entities(), elsewhere, catalog)));
        }
        return runs.stream();
    }

    private static List<CheckedEntity> entities(CheckedCatalog catalog, Set<String> sources) {
        return catalog.entities().stream()
                .filter(entity -> sources.contains(entity.descriptor().source()))
                .toList();
    }
}
