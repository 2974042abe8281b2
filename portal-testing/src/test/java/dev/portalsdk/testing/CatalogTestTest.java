package dev.portalsdk.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.check.CatalogFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Catalog tests as a build runs them: what passes, what fails, and with which text. */
class CatalogTestTest {
    private static final Path CASES = Path.of("src/test/resources/catalog-tests");

    /** The classes below are run by these tests only. */
    private static final String INSIDE = "catalog-test-inside";

    /** Switches the classes off that others run. */
    static final class OnlyInside implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(INSIDE).isPresent()
                    ? ConditionEvaluationResult.enabled("inside")
                    : ConditionEvaluationResult.disabled("run by another test");
        }
    }

    /** Warnings of one rule become errors. */
    public static final class Strict implements UnaryOperator<CatalogFiles> {
        @Override
        public CatalogFiles apply(CatalogFiles files) {
            return files.withChecks(CatalogChecks.builder()
                    .severity("dangling-ref", Severity.ERROR)
                    .build());
        }
    }

    @ExtendWith(OnlyInside.class)
    static class AFileWithMistakes {
        @CatalogTest(paths = "src/test/resources/catalog-tests/team")
        void valid(CatalogFile file) {
            assertTrue(file.entities().size() > 0, "the body runs for valid files");
        }
    }

    @ExtendWith(OnlyInside.class)
    static class Warnings {
        @CatalogTest(paths = "src/test/resources/catalog-tests/team", failOn = Severity.WARNING)
        void none() {}
    }

    @ExtendWith(OnlyInside.class)
    static class StrictRules {
        @CatalogTest(paths = "src/test/resources/catalog-tests/team", with = Strict.class)
        void strict() {}
    }

    @ExtendWith(OnlyInside.class)
    static class Nothing {
        @CatalogTest(paths = "src/test/resources/catalog-tests/team", fileNames = "no-such.yaml")
        void atAll() {}

        @CatalogTest(paths = "src/test/resources/catalog-tests/gone.yaml")
        void there() {}
    }

    /** Display name to failure; empty if it passed. */
    private static Map<String, String> run(Class<?> inside) {
        Map<String, String> results = new LinkedHashMap<>();
        TestExecutionListener listener = new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    results.put(
                            test.getDisplayName().replace('\\', '/'),
                            result.getThrowable().map(String::valueOf).orElse(""));
                }
            }
        };
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(inside))
                                .configurationParameter(INSIDE, "true")
                                .build(),
                        listener);
        return results;
    }

    @Test
    void eachFileIsATestOfItsOwn() {
        Map<String, String> results = run(AFileWithMistakes.class);
        String good = CASES + "/team/catalog-info.yaml";
        String bad = CASES + "/team/web/catalog-info.yaml";
        assertEquals(List.of(good, bad), List.copyOf(results.keySet()));
        assertEquals("", results.get(good));
        assertEquals(
                """
                java.lang.AssertionError: %1$s has 1 finding:

                %2$s:8:10: error: component:default/web: spec.owner must be a text, but is the number 7 [schema]
                  8 |   owner: 7
                    |          ^
                    = put it in quotes
                """.formatted(bad, Path.of(bad).toAbsolutePath()).replace("\\", "/"),
                results.get(bad).replace("\\", "/"));
    }

    @Test
    void severitiesAndRulesAreTheUsers() {
        for (Class<?> inside : List.of(Warnings.class, StrictRules.class)) {
            String text = run(inside).get(CASES + "/team/catalog-info.yaml");
            assertTrue(text.contains("[dangling-ref]"), text);
        }
    }

    @Test
    void aTestOfNothingFails() {
        Map<String, String> results = run(Nothing.class);
        assertEquals(2, results.size(), results::toString);
        results.forEach((name, failure) -> assertTrue(failure.startsWith("java.lang.AssertionError"), name + failure));
    }
}
