package dev.portalsdk.cli;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.scaffolder.FileChange;
import dev.portalsdk.tools.TemplateTests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal template test}. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the tests beside templates: tests/NAME/values.yaml in, tests/NAME/expected out.",
            "Exit code: 0 if all pass, else 2 (0 with --fail-on never); 64 wrong usage, 74 something cannot be read or written."
        })
final class TemplateTestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Where templates are; default: this directory.")
    private Path directory = Path.of(".");

    @Option(names = "--update", description = "Writes what comes of each test as what is expected.")
    private boolean updating;

    @Mixin
    private ReportOptions report = new ReportOptions();

    TemplateTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TemplateTests tests = TemplateTests.in(directory);
        List<TemplateTests.Case> cases =
                Progress.during(terminal, "Testing", (updating ? tests.updating() : tests)::run);
        List<Diagnostic> findings =
                cases.stream().flatMap(one -> one.findings().stream()).toList();
        int exitCode = report.tell(findings, terminal);
        if (report.isText()) {
            for (TemplateTests.Case one : cases) {
                one.changes().forEach(this::show);
            }
            long passed = cases.stream().filter(TemplateTests.Case::passed).count();
            terminal.out().println(passed + " passed, " + (cases.size() - passed) + " failed");
        }
        return exitCode;
    }

    private void show(FileChange change) {
        Diffs.print(change, terminal);
    }
}
