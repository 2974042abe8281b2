package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckRule;
import dev.portalsdk.scaffolder.FileChange;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tests of templates that lie beside them: each directory in {@code tests} beside a {@code template.yaml} is one, with the values of a form in
 * {@code values.yaml} and the files that must come of it in {@code expected}.
 *
 * <pre>
 * templates/service/template.yaml
 * templates/service/tests/minimal/values.yaml
 * templates/service/tests/minimal/expected/README.md …
 * </pre>
 *
 * <p>They are dry runs: the standard actions execute in a workspace of their own, forges are simulated from the input, and nothing reaches the network.
 */
public final class TemplateTests {
    private static final String RULE = "template-test";
    private static final int MAX_DEPTH = 64;
    private static final int NAMED = 5;
    private static final Set<String> SKIPPED = Set.of(".git", "target", "node_modules");

    private final Path directory;
    private final boolean updating;

    private TemplateTests(Path directory, boolean updating) {
        this.directory = directory;
        this.updating = updating;
    }

    /**
     * One test that ran.
     *
     * @param directory the test's own
     * @param findings why it failed; empty if it passed
     * @param changes how what came of it differs from what must
     */
    public record Case(Path directory, List<Diagnostic> findings, List<FileChange> changes) {
        /** Copies the lists. */
        public Case {
            findings = List.copyOf(findings);
            changes = List.copyOf(changes);
        }

        /** Whether it passed. */
        public boolean passed() {
            return findings.isEmpty();
        }
    }

    /** The tests of all templates in a directory and those below it. */
    public static TemplateTests in(Path directory) {
        return new TemplateTests(directory, false);
    }

    /** Writes what comes of each test as what must, instead of comparing. */
    public TemplateTests updating() {
        return new TemplateTests(directory, true);
    }

    /**
     * Runs them.
     *
     * @return at least one: without any there is a case that fails with rule {@code nothing-to-check}
     * @throws IOException if files cannot be read or written
     */
    public List<Case> run() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Scaffolder scaffolder = LocalTemplates.scaffolder()) {
            for (Path test : tests()) {
                cases.add(run(scaffolder, test));
            }
        }
        if (cases.isEmpty()) {
            Diagnostic nothing = Diagnostic.error(
                            CheckRule.NOTHING_TO_CHECK.id(),
                            "no tests/*/values.yaml beside a template.yaml under " + directory)
                    .build();
            cases.add(new Case(directory, List.of(nothing), List.of()));
        }
        return cases;
    }

    /** The directories of tests, sorted. */
    public List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.find(
                directory,
                MAX_DEPTH,
                (file, attributes) -> attributes.isRegularFile()
                        && file.endsWith("values.yaml")
                        && !isMade(file)
                        && template(file).isPresent())) {
            return files.map(file -> file.resolveSibling("").normalize())
                    .sorted()
                    .toList();
        }
    }

    /** Whether it lies where builds and package managers put what they make. */
    private boolean isMade(Path file) {
        for (Path name : directory.relativize(file)) {
            if (SKIPPED.contains(name.toString())) {
                return true;
            }
        }
        return false;
    }

    /** The template whose test a file of values is. */
    private static Optional<Path> template(Path values) {
        Path tests = values.resolveSibling("..").normalize();
        return tests.endsWith("tests")
                ? Stream.of("template.yaml", "template.yml")
                        .map(tests::resolveSibling)
                        .filter(Files::isRegularFile)
                        .findFirst()
                : Optional.empty();
    }

    private Case run(Scaffolder scaffolder, Path test) throws IOException {
        Path values = test.resolve("values.yaml");
        Path template = template(values).orElseThrow();
        Validated<Value.Obj> form = TemplateDryRun.values(values);
        if (form.value().isEmpty()) {
            return new Case(test, form.findings(), List.of());
        }
        Validated<Scaffolder.DryRun> run =
                TemplateDryRun.run(scaffolder, template, form.value().get());
        if (run.value().isEmpty()) {
            return new Case(
                    test,
                    run.findings().stream().map(finding -> at(finding, values)).toList(),
                    List.of());
        }
        return compared(test, run.value().get());
    }

    /** What is wrong with values has its pointer in the form only. */
    private static Diagnostic at(Diagnostic finding, Path values) {
        return finding.location().isPresent() ? finding : failed(values, finding.message());
    }

    private Case compared(Path test, Scaffolder.DryRun run) throws IOException {
        Path values = test.resolve("values.yaml");
        if (run.state().status() != TaskStatus.COMPLETED) {
            return new Case(
                    test,
                    List.of(failed(
                            values,
                            "the run ends as " + run.state().status()
                                    + run.state()
                                            .error()
                                            .map(error -> ": " + error)
                                            .orElse(""))),
                    List.of());
        }
        Path expected = test.resolve("expected");
        List<FileChange> changes = run.against(expected);
        if (changes.isEmpty()) {
            return new Case(test, List.of(), List.of());
        }
        if (updating) {
            run.write(changes, expected);
            return new Case(test, List.of(), changes);
        }
        String names = changes.stream()
                .limit(NAMED)
                .map(change -> change.path() + " (" + said(change.kind()) + ")")
                .collect(Collectors.joining(", "));
        String more = changes.size() > NAMED ? " and " + (changes.size() - NAMED) + " more" : "";
        return new Case(test, List.of(failed(values, "the files are not those in expected: " + names + more)), changes);
    }

    private static String said(FileChange.Kind kind) {
        return switch (kind) {
            case ADDED -> "not expected";
            case CHANGED -> "different";
            case MISSING -> "missing";
        };
    }

    private static Diagnostic failed(Path values, String message) {
        return Diagnostic.error(RULE, message)
                .at(SourceLocation.startOf(values.toString()))
                .build();
    }
}
