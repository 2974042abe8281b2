package dev.portalsdk.cli;

import dev.portalsdk.catalog.plan.CatalogPlan;
import dev.portalsdk.catalog.plan.CatalogSnapshot;
import dev.portalsdk.catalog.plan.CatalogVersion;
import dev.portalsdk.catalog.plan.PlanLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal plan}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what a change does to the catalog, and whom it concerns.",
            "A version is the address of a catalog (https://portal.example.com/api/catalog), a directory, a snapshot's file, or a Git revision;"
                    + " dir:, file: and git: before it say which is meant.",
            "Exit code: 0, or 2 with errors, 1 with what else --fail-on names; 64 wrong usage, 74 something cannot be read."
        })
final class PlanCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The changed files, and whose repository revisions are of; default: this directory.")
    private Path directory = Path.of("");

    @Option(
            names = "--base",
            paramLabel = "VERSION",
            required = true,
            description = "What it was before, e.g. origin/main.")
    private String base = "";

    @Option(
            names = "--head",
            paramLabel = "VERSION",
            description = "What it is afterwards, if not the directory as it is.")
    private Optional<String> head = Optional.empty();

    @Option(
            names = "--files",
            paramLabel = "PATTERN",
            split = ",",
            description = "Which files to load, e.g. catalog/**/*.yaml.")
    private List<String> files = List.of();

    @Option(
            names = "--replace",
            paramLabel = "PREFIX",
            description =
                    "The base is the catalog of all, in which what was read from addresses that start so is replaced,"
                            + " e.g. https://github.com/acme/web/.")
    private Optional<String> replaced = Optional.empty();

    @Option(names = "--report-remote", description = "Tells of what lies elsewhere and was not read.")
    private boolean remote;

    @Mixin
    private TokenOption token = new TokenOption();

    @Mixin
    private ReportOptions report = new ReportOptions();

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        return report.tell(Progress.during(terminal, "Planning", this::plan), terminal);
    }

    private CatalogPlan plan() throws IOException {
        PlanLoader loader = PlanLoader.standard().files(files.toArray(String[]::new));
        loader = remote ? loader.reportRemote() : loader;
        VersionText versions = new VersionText(directory, token.token());
        CatalogVersion before = versions.of(base);
        CatalogVersion after = head.map(versions::of).orElseGet(() -> CatalogVersion.directory(directory));
        if (replaced.isEmpty()) {
            return loader.plan(before, after);
        }
        String prefix = replaced.get();
        CatalogSnapshot running = before.load(loader);
        return CatalogPlan.between(running, running.replacing(source -> source.startsWith(prefix), after.load(loader)));
    }
}
