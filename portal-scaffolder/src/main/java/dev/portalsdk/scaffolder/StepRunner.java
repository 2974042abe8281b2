package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.CompiledTemplate.CompiledStep;
import dev.portalsdk.scaffolder.TaskProgress.StepProgress;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the steps of one task, one after the other; for one thread. */
final class StepRunner {
    private final RunContext run;

    StepRunner(RunContext run) {
        this.run = run;
    }

    /**
     * One run of an action, ready to begin.
     *
     * @param shown the input with {@code ***} in place of secrets
     */
    record Round<I, O>(ScaffolderAction<I, O> action, I input, Value.Obj shown, Optional<String> eachKey) {}

    /**
     * Runs a step if its condition holds, as far as it has not been run already.
     *
     * @param failed whether a step before it failed
     * @return what it gave; empty if it was skipped
     * @throws Exception if its input is wrong or its action fails
     */
    Optional<Value.Obj> run(CompiledStep step, StepProgress progress, TaskData data, boolean failed) throws Exception {
        Optional<List<Round<?, ?>>> rounds = rounds(step, data, failed);
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        for (Round<?, ?> round : rounds.get()) {
            authorize(step, round);
        }
        if (run.task().dryRun() && !step.action().descriptor().supportsDryRun()) {
            return Optional.of(invented(step));
        }
        List<Value.Obj> outputs = new ArrayList<>();
        for (Round<?, ?> round : rounds.get()) {
            outputs.add(once(step, progress, round));
        }
        return Optional.of(step.each().isPresent() ? byName(outputs) : outputs.get(0));
    }

    /** As Backstage if it is to be: what an action that cannot simulate might have given. */
    private Value.Obj invented(CompiledStep step) {
        String action = step.step().action();
        if (!run.strictness().skipsWhatCannotSimulate()) {
            throw new ScaffolderException(
                    "The action " + action + " cannot simulate, so the template cannot be run dry beyond this step");
        }
        run.journal()
                .log(step.step().id(), Severity.WARNING, "Skipping because " + action + " does not support dry-run");
        return ExampleOutput.object(
                step.action().descriptor().outputSchema().obj("properties").orElse(Value.Obj.empty()));
    }

    /** The rounds of a step, the same whenever it is asked with the same data; empty if it is skipped. */
    Optional<List<Round<?, ?>>> rounds(CompiledStep step, TaskData data, boolean failed) {
        return step.each().isPresent() ? eachRound(step, data, failed) : singleRound(step, data, failed);
    }

    private Optional<List<Round<?, ?>>> singleRound(CompiledStep step, TaskData data, boolean failed) {
        boolean runs = Condition.holds(step.condition(), data.withoutSecrets(), failed, problem -> kept(step, problem));
        return runs ? Optional.of(List.of(round(step, data, Optional.empty()))) : Optional.empty();
    }

    /** All inputs are rendered and checked before the first action runs. */
    private Optional<List<Round<?, ?>>> eachRound(CompiledStep step, TaskData data, boolean failed) {
        if (failed && step.condition().isEmpty()) {
            return Optional.empty();
        }
        List<Round<?, ?>> rounds = new ArrayList<>();
        Map<String, Value> elements = elements(step, data);
        elements.forEach((key, value) -> {
            TaskData inRound = data.withEach(key, value);
            boolean runs =
                    Condition.holds(step.condition(), inRound.withSecrets(), failed, problem -> kept(step, problem));
            if (runs) {
                rounds.add(round(step, inRound, Optional.of(key)));
            } else {
                run.journal().log(step.step().id(), Severity.INFO, "Skipping each " + key + ": its condition is false");
            }
        });
        boolean skipped = rounds.isEmpty() && (failed || !elements.isEmpty());
        return skipped ? Optional.empty() : Optional.of(rounds);
    }

    private Map<String, Value> elements(CompiledStep step, TaskData data) {
        Optional<Value> each = step.each().orElseThrow().render(data.withSecrets(), problem -> kept(step, problem));
        Map<String, Value> elements = new LinkedHashMap<>();
        if (each.orElse(Value.Null.NULL) instanceof Value.Arr array) {
            array.values().forEach(value -> elements.put(Integer.toString(elements.size()), value));
        } else if (each.orElse(Value.Null.NULL) instanceof Value.Obj object) {
            object.forEach(elements::put);
        } else {
            throw new ScaffolderException(
                    "Invalid value on action " + step.step().action()
                            + ".each parameter, must resolve to an array or object, but is "
                            + each.map(Value::typeName).orElse("undefined"));
        }
        return elements;
    }

    private Round<?, ?> round(CompiledStep step, TaskData data, Optional<String> eachKey) {
        Value.Obj shown = step.input().renderObject(data.withMaskedSecrets(), problem -> {});
        Value.Obj input = step.input().renderObject(data.withSecrets(), problem -> kept(step, problem));
        run.vault().redactor().learn(input, shown);
        return round(step.action(), input, shown, eachKey);
    }

    private static <I, O> Round<I, O> round(
            ScaffolderAction<I, O> action, Value.Obj input, Value.Obj shown, Optional<String> eachKey) {
        return new Round<>(action, InputBinding.bind(input, action.descriptor()), shown, eachKey);
    }

    private void kept(CompiledStep step, TemplateException problem) {
        if (run.strictness().failsOnTemplateError()) {
            throw new ScaffolderException("This expression cannot be evaluated: " + problem.getMessage(), problem);
        }
        run.journal()
                .log(
                        step.step().id(),
                        Severity.WARNING,
                        "This expression cannot be evaluated and is passed on as it is written: "
                                + problem.getMessage());
    }

    private void authorize(CompiledStep step, Round<?, ?> round) {
        String action = step.step().action();
        if (!run.permissions().mayRun(run.task(), action, round.shown())) {
            throw new RefusedException("The user "
                    + run.task().user().map(Object::toString).orElse("(nobody)") + " may not run the action " + action
                    + " with this input");
        }
    }

    private <I, O> Value.Obj once(CompiledStep step, StepProgress progress, Round<I, O> round) throws Exception {
        Optional<Value.Obj> known = round.eachKey().flatMap(progress::round);
        return known.isPresent() ? known.get() : run(step, progress, round);
    }

    private <I, O> Value.Obj run(CompiledStep step, StepProgress progress, Round<I, O> round) throws Exception {
        if (run.signals().isCancelled()) {
            throw new InterruptedException("cancelled");
        }
        String id = step.step().id();
        run.journal()
                .write(new TaskEvent.InputRendered(
                        id, round.eachKey(), run.vault().redactor().redact(round.shown())));
        progress.begin(round.eachKey());
        O output = round.action().run(round.input(), new RunningStep(run, step.step(), progress, round.eachKey()));
        run.requireWhole();
        Value.Obj given = outputOf(round.action().descriptor().id(), output);
        if (round.eachKey().isPresent()) {
            run.journal().roundEnded(id, round.eachKey().get(), given, run.saveWorkspace());
            progress.endRound(round.eachKey().get(), given);
        }
        return given;
    }

    private static Value.Obj outputOf(String action, Object output) {
        if (Value.of(output) instanceof Value.Obj object) {
            return object;
        }
        throw new IllegalStateException("The action " + action + " must return a record or an object, not " + output);
    }

    /** With {@code each}, every output is the list of what the rounds gave by this name. */
    private static Value.Obj byName(List<Value.Obj> outputs) {
        Map<String, List<Value>> lists = new LinkedHashMap<>();
        for (Value.Obj output : outputs) {
            output.forEach((name, value) ->
                    lists.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        }
        Value.Obj.Builder all = Value.Obj.builder();
        lists.forEach((name, values) -> all.put(name, Value.Arr.of(values)));
        return all.build();
    }
}
