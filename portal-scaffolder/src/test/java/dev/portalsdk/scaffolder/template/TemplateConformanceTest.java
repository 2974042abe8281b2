package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Renders recorded templates and compares with what the real systems answered. Cases that are listed in known-differences.txt must differ, all others
 * must not.
 */
class TemplateConformanceTest {
    private final TemplateCases cases = new TemplateCases();
    private final NunjucksEngine engine = NunjucksEngine.create();

    @TestFactory
    Stream<DynamicContainer> backend() throws IOException {
        Map<String, String> known = knownDifferences();
        return Stream.of("value", "file", "file-trim", "cookiecutter")
                .map(mode -> container(mode, cases.ofBackend(mode), known));
    }

    @TestFactory
    Stream<DynamicContainer> nunjucks() throws IOException {
        return Stream.of(container("nunjucks", cases.ofNunjucks(), knownDifferences()));
    }

    private DynamicContainer container(String name, List<TemplateCase> found, Map<String, String> known) {
        assertFalse(found.isEmpty(), "no recorded cases of " + name);
        return DynamicContainer.dynamicContainer(
                name, found.stream().map(one -> DynamicTest.dynamicTest(one.id(), () -> check(one, known))));
    }

    private void check(TemplateCase one, Map<String, String> known) {
        TemplateCase.Answer answer = one.answer(engine);
        String detail = "\n  template: " + one.template() + "\n  ours: " + answer + "\n  recorded: " + one.answers();
        if (known.containsKey(one.id())) {
            assertFalse(
                    one.accepts(answer),
                    "listed as different (" + known.get(one.id()) + ") but is not; take it off" + detail);
        } else {
            assertTrue(one.accepts(answer), detail);
        }
    }

    /** Case id to reason. */
    private static Map<String, String> knownDifferences() throws IOException {
        Map<String, String> known = new LinkedHashMap<>();
        String resource = "/conformance/scaffolder/templates/known-differences.txt";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                TemplateConformanceTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        known.put(line.substring(0, colon), line.substring(colon + 2));
                    });
        }
        return known;
    }
}
