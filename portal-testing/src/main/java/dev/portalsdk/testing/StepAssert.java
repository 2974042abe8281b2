package dev.portalsdk.testing;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.StepState;
import dev.portalsdk.scaffolder.task.StepStatus;
import java.util.List;

/** Assertions about one step of a {@link TemplateRun}. Values hold {@code ***} in place of secrets. */
public final class StepAssert {
    private final TemplateRun run;
    private final StepState step;
    private final List<String> log;

    StepAssert(TemplateRun run, StepState step, List<String> log) {
        this.run = run;
        this.step = step;
        this.log = log;
    }

    /** Its state, for assertions of your own. */
    public StepState state() {
        return step;
    }

    /** Its action ran and gave its outputs. */
    public StepAssert ran() {
        return is(StepStatus.COMPLETED);
    }

    /** Its action was called so many times: once, or for each round of {@code each}. */
    public StepAssert ran(int rounds) {
        ran();
        if (step.inputs().size() != rounds) {
            throw new AssertionError(name() + " ran " + step.inputs().size() + " times, but was expected to run "
                    + rounds + " times, with " + step.inputs());
        }
        return this;
    }

    /** Its condition was false, or a step before it failed. */
    public StepAssert wasSkipped() {
        return is(StepStatus.SKIPPED);
    }

    /**
     * It failed.
     *
     * @param part of its message
     */
    public StepAssert failed(String part) {
        is(StepStatus.FAILED);
        Expected.line("The error of " + name(), step.error().stream().toList(), part);
        return this;
    }

    private StepAssert is(StepStatus expected) {
        if (step.status() != expected) {
            throw new AssertionError("Expected that " + name() + " is " + expected + ", but it is " + step.status()
                    + step.error().map(error -> ": " + error).orElse("") + "\n\n" + run.summary());
        }
        return this;
    }

    /**
     * Its action was given this.
     *
     * @param pointer as of RFC 6901: {@code /repoUrl}
     * @param values text, number, boolean, list or map: one for each round of {@code each}, in order; one without {@code each}
     */
    public StepAssert hasInput(String pointer, Object... values) {
        if (step.inputs().size() != values.length || values.length == 0) {
            throw new AssertionError(name() + " was given " + step.inputs().size() + " inputs, but " + values.length
                    + " are expected: " + step.inputs());
        }
        for (int i = 0; i < values.length; i++) {
            String round = values.length == 1 ? "" : ", round " + (i + 1);
            Expected.field("the input of " + name() + round, step.inputs().get(i), pointer, values[i]);
        }
        return this;
    }

    /**
     * It gave this.
     *
     * @param pointer as of RFC 6901: {@code /remoteUrl}
     * @param value text, number, boolean, list or map
     */
    public StepAssert hasOutput(String pointer, Object value) {
        Expected.field("the output of " + name(), step.output(), pointer, value);
        return this;
    }

    /** What it gave; empty if it did not run to its end. */
    public Value.Obj output() {
        return step.output();
    }

    /** A line of its log holds this. */
    public StepAssert logs(String part) {
        Expected.line("The log of " + name(), log, part);
        return this;
    }

    private String name() {
        return "the step \"" + step.id() + "\"";
    }

    /** Back to the run. */
    public TemplateRun and() {
        return run;
    }
}
