package dev.portalsdk.cli;

import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.report.Printable;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.tools.TemplateDryRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal template dry-run}. */
@Command(
        name = "dry-run",
        mixinStandardHelpOptions = true,
        description = {
            "Tries a template: the standard actions run in a workspace of their own, forges are simulated.",
            "Exit code: 0, or 2 if the template or the values are wrong or the run fails; 64 wrong usage, 74 something cannot be read or written."
        })
final class TemplateDryRunCommand implements Callable<Integer> {
    private static final int FAILED = 2;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "The template's file.")
    private Path template = Path.of("");

    @Option(names = "--values", paramLabel = "FILE", description = "The values of the form, YAML or JSON.")
    private Optional<Path> values = Optional.empty();

    @Option(
            names = "--value",
            paramLabel = "NAME=TEXT",
            description = "A value of the form, as text; goes over --values.")
    private Map<String, String> texts = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Writes the files that come of it into an empty or new directory.")
    private Optional<Path> target = Optional.empty();

    @Option(names = "--against", paramLabel = "DIR", description = "Shows what would change in a directory.")
    private Optional<Path> against = Optional.empty();

    @Mixin
    private ReportOptions report = new ReportOptions();

    TemplateDryRunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Validated<Value.Obj> form = form();
        if (form.value().isEmpty()) {
            return Math.max(FAILED, report.tell(form.findings(), terminal));
        }
        Value.Obj filledIn = form.value().get();
        Validated<Scaffolder.DryRun> run =
                Progress.during(terminal, "Running", () -> TemplateDryRun.run(template, filledIn));
        report.tell(run.findings(), terminal);
        return run.value().isEmpty() ? FAILED : told(run.value().get());
    }

    private Validated<Value.Obj> form() throws IOException {
        Validated<Value.Obj> read = values.isPresent()
                ? TemplateDryRun.values(values.get())
                : new Validated<>(Optional.of(Value.Obj.empty()), java.util.List.of());
        if (read.value().isEmpty()) {
            return read;
        }
        Value.Obj form = read.value().get();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            form = form.with(text.getKey(), Value.Str.of(text.getValue()));
        }
        return new Validated<>(Optional.of(form), read.findings());
    }

    private int told(Scaffolder.DryRun run) throws IOException {
        boolean completed = run.state().status() == TaskStatus.COMPLETED;
        run.state().error().ifPresent(error -> terminal.err().println(Printable.line(error)));
        terminal.out().println(run.state().status() + " " + run.state().output().toJson());
        if (against.isPresent()) {
            run.against(against.get()).forEach(change -> Diffs.print(change, terminal));
        } else {
            run.files().keySet().stream().sorted().forEach(path -> terminal.out()
                    .println("  " + Printable.line(path)));
        }
        if (completed && target.isPresent()) {
            write(run, target.get());
        }
        return completed ? 0 : FAILED;
    }

    private static void write(Scaffolder.DryRun run, Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var there = Files.list(directory)) {
                if (there.findAny().isPresent()) {
                    throw new IOException(directory + " is not empty; name a new directory");
                }
            }
        }
        run.write(run.against(directory), directory);
    }
}
