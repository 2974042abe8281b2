package dev.portalsdk.cli;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.Baseline;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.report.Summary;
import dev.portalsdk.tools.RepositoryCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks catalog files, the templates and the documentation that they lead to.",
            "Exit code: 0, or 2 with errors, 1 with what else --fail-on names; 64 wrong usage, 74 something cannot be read."
        })
final class CheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Directories and files; default: this directory.")
    private List<Path> paths = List.of(Path.of(""));

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(names = "--names", split = ",", description = "File names to look for, instead of ${DEFAULT-VALUE}.")
    private List<String> names = RepositoryCheck.FILE_NAMES;

    @Option(
            names = "--severity",
            paramLabel = "RULE=SEVERITY",
            description = "Gives the findings of a rule another severity.")
    private Map<String, Severity> severities = new LinkedHashMap<>();

    @Option(names = "--off", paramLabel = "RULE", split = ",", description = "Leaves out the findings of a rule.")
    private List<String> off = List.of();

    @Option(
            names = "--whole-catalog",
            description = "Also looks for what is unused or unusual: these files are all there is.")
    private boolean whole;

    @Option(names = "--known", paramLabel = "FILE", description = "Refs that exist elsewhere, one to a line.")
    private Optional<Path> known = Optional.empty();

    @Option(names = "--baseline", paramLabel = "FILE", description = "Findings that are put up with.")
    private Optional<Path> baseline = Optional.empty();

    @Option(names = "--write-baseline", paramLabel = "FILE", description = "Writes what is found as a baseline.")
    private Optional<Path> writtenBaseline = Optional.empty();

    @Option(names = "--no-templates", description = "Leaves templates alone, but for their schema.")
    private boolean withoutTemplates;

    @Option(names = "--no-docs", description = "Leaves documentation alone.")
    private boolean withoutDocs;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CheckedCatalog checked = Progress.during(terminal, "Checking", check()::run);
        if (writtenBaseline.isPresent()) {
            Baseline.of(checked.result().findings()).write(writtenBaseline.get());
        }
        int exitCode = report.tell(checked.result().findings(), terminal);
        if (report.isText()) {
            terminal.out()
                    .println(checked.sources().size() + " files, "
                            + checked.entities().size() + " entities: "
                            + Summary.of(checked.result().findings()));
        }
        return exitCode;
    }

    private RepositoryCheck check() {
        RepositoryCheck.Builder check =
                RepositoryCheck.of(paths.toArray(Path[]::new)).names(names);
        severities.forEach(check::severity);
        off.forEach(check::off);
        known.ifPresent(check::knownElsewhere);
        baseline.ifPresent(check::baseline);
        if (whole) {
            check.wholeCatalog();
        }
        if (withoutTemplates) {
            check.withoutTemplates();
        }
        if (withoutDocs) {
            check.withoutDocs();
        }
        return check.build();
    }
}
