package dev.portalsdk.testing;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.task.StepState;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a template did in a {@link TemplateTester}. Each assertion gives back what it was called on, so that another can follow, and throws an {@link
 * AssertionError} that shows how all steps went.
 */
public final class TemplateRun {
    private final Template template;
    private final Scaffolder.DryRun run;
    private final MadeFiles files;

    TemplateRun(Template template, Scaffolder.DryRun run) {
        this.template = template;
        this.run = run;
        this.files = new MadeFiles(run.files());
    }

    /** The run, for assertions of your own. */
    public Scaffolder.DryRun dryRun() {
        return run;
    }

    /** All steps that were to run have succeeded. */
    public TemplateRun succeeds() {
        if (run.state().status() != TaskStatus.COMPLETED) {
            throw new AssertionError("Expected that " + template + " succeeds, but it is "
                    + run.state().status() + "\n\n" + summary());
        }
        return this;
    }

    /**
     * A step failed.
     *
     * @param part of its message
     */
    public TemplateRun fails(String part) {
        if (run.state().status() != TaskStatus.FAILED) {
            throw new AssertionError("Expected that " + template + " fails, but it is "
                    + run.state().status() + "\n\n" + summary());
        }
        Expected.line("The error of " + template, run.state().error().stream().toList(), part);
        return this;
    }

    /** Nothing was logged that the author should look at, such as an expression that cannot be evaluated and is passed on as it is written. */
    public TemplateRun hasNoWarnings() {
        List<String> warnings = log(logged -> logged.severity() != Severity.INFO);
        if (!warnings.isEmpty()) {
            throw new AssertionError("Expected no warnings, but there are\n  " + String.join("\n  ", warnings));
        }
        return this;
    }

    /** Exactly these steps ran, in this order. */
    public TemplateRun ranSteps(String... ids) {
        List<String> ran = run.state().steps().stream()
                .filter(step -> step.status() == StepStatus.COMPLETED)
                .map(StepState::id)
                .toList();
        if (!ran.equals(List.of(ids))) {
            throw new AssertionError(
                    "Expected that the steps " + List.of(ids) + " run, but " + ran + " did\n\n" + summary());
        }
        return this;
    }

    /**
     * Assertions about one step.
     *
     * @throws AssertionError if the template has no such step
     */
    public StepAssert step(String id) {
        List<String> ids = run.state().steps().stream().map(StepState::id).toList();
        StepState step = run.state()
                .step(id)
                .orElseThrow(() -> new AssertionError("There is no step \"" + id + "\" among " + ids
                        + Suggestions.didYouMean(id, ids)
                                .map(text -> "; " + text)
                                .orElse("")));
        return new StepAssert(this, step, log(logged -> logged.stepId().equals(Optional.of(id))));
    }

    /**
     * The template shows this at its end.
     *
     * @param pointer as of RFC 6901: {@code /links/0/url}
     * @param value text, number, boolean, list or map
     */
    public TemplateRun hasOutput(String pointer, Object value) {
        Expected.field("the output of " + template, run.state().output(), pointer, value);
        return this;
    }

    /** What the template shows at its end. */
    public Value.Obj output() {
        return run.state().output();
    }

    /** It made a file. */
    public TemplateRun hasFile(String path) {
        files.text(path);
        return this;
    }

    /** It made a file with this content. */
    public TemplateRun hasFile(String path, String text) {
        files.require(path, text);
        return this;
    }

    /** It made no such file. */
    public TemplateRun hasNoFile(String path) {
        files.requireNone(path);
        return this;
    }

    /**
     * The content of a file that it made.
     *
     * @throws AssertionError if there is none
     */
    public String text(String path) {
        return files.text(path);
    }

    /** What it made, by path. */
    public Map<String, byte[]> files() {
        return files.all();
    }

    /**
     * It made the files of a directory, and no others. With the system property {@value GoldenCatalogs#UPDATE} set to {@code true} the directory is written
     * instead: look at the difference before you commit it.
     *
     * @throws AssertionError if it made no file at all
     */
    public TemplateRun hasFilesAs(Path golden) {
        GoldenFiles.check(files.all(), golden);
        return this;
    }

    /** One line for each step, and the log of those that failed. */
    String summary() {
        StringBuilder text = new StringBuilder();
        for (StepState step : run.state().steps()) {
            text.append("  ").append(step.id()).append(": ").append(step.status());
            step.error().ifPresent(error -> text.append(": ").append(error));
            text.append('\n');
            if (step.status() == StepStatus.FAILED) {
                log(logged -> logged.stepId().equals(Optional.of(step.id())))
                        .forEach(line -> text.append("    ").append(line).append('\n'));
            }
        }
        return text.toString();
    }

    private List<String> log(Predicate<TaskEvent.Logged> wanted) {
        return logged(run).filter(wanted).map(TaskEvent.Logged::message).toList();
    }

    private static Stream<TaskEvent.Logged> logged(Scaffolder.DryRun run) {
        return run.journal().stream()
                .filter(entry -> entry.event() instanceof TaskEvent.Logged)
                .map(entry -> (TaskEvent.Logged) entry.event());
    }
}
