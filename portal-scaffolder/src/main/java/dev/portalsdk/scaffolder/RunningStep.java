package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.TaskProgress.StepProgress;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.TaskEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The context of one run of an action. */
final class RunningStep implements ActionContext, ActionLog {
    private final RunContext run;
    private final StepInfo info;
    private final StepProgress progress;
    /** What sets the checkpoints of this round of {@code each} apart. */
    private final String keyPrefix;

    RunningStep(RunContext run, Step step, StepProgress progress, Optional<String> eachKey) {
        this.run = run;
        this.progress = progress;
        this.keyPrefix = keyPrefix(eachKey);
        this.info = new StepInfo(
                run.task().id(),
                step.id(),
                run.task().template(),
                run.templateUrl(),
                run.task().user());
    }

    static String keyPrefix(Optional<String> eachKey) {
        return eachKey.map(key -> key + "/").orElse("");
    }

    @Override
    public Workspace workspace() {
        return run.workspace().workspace();
    }

    @Override
    public ActionLog log() {
        return this;
    }

    @Override
    public boolean dryRun() {
        return run.task().dryRun();
    }

    @Override
    public boolean cancelled() {
        return run.signals().isCancelled();
    }

    @Override
    public StepInfo step() {
        return info;
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(run.secrets().get(name));
    }

    @Override
    public <T> T checkpoint(String key, Class<T> type, Callable<T> work) throws Exception {
        Optional<Value> known = progress.result(keyPrefix + key);
        return known.isPresent() ? known.get().to(type) : reached(key, type, work.call());
    }

    private <T> T reached(String key, Class<T> type, T given) throws IOException {
        Value result = Value.of(given);
        run.journal().checkpoint(info.stepId(), keyPrefix + key, result, run.saveWorkspace());
        progress.reach(keyPrefix + key, result);
        return result.to(type);
    }

    @Override
    public <T> Optional<T> checkpointed(String key, Class<T> type) {
        return progress.result(keyPrefix + key).map(result -> result.to(type));
    }

    @Override
    public <T> T effect(String key, Class<T> type, Effect<T> effect) throws Exception {
        Optional<Value> known = progress.result(keyPrefix + key);
        if (known.isPresent()) {
            return known.get().to(type);
        }
        if (progress.isUncertain(keyPrefix + key)) {
            Optional<TaskEvent.Decided> done =
                    progress.decision(keyPrefix + key).filter(decided -> decided.choice() == Choice.DONE);
            if (done.isPresent()) {
                return reached(key, type, done.get().result().to(type)); // null if nothing was said of the result
            }
            Optional<T> settled = settle(key, type, effect);
            if (settled.isPresent()) {
                return settled.get();
            }
        }
        String what = what(effect);
        run.journal().write(new TaskEvent.EffectAnnounced(info.stepId(), keyPrefix + key, what));
        progress.announce(keyPrefix + key, what);
        return reached(key, type, perform(key, effect));
    }

    private String what(Effect<?> effect) {
        return run.vault().redactor().redact(effect.what());
    }

    /** What an earlier attempt has done; empty if it is to be done now. */
    private <T> Optional<T> settle(String key, Class<T> type, Effect<T> effect) throws Exception {
        Optional<TaskEvent.Decided> decided = progress.decision(keyPrefix + key);
        if (decided.isPresent()) {
            failIfSoDecided(key, decided.get());
            return Optional.empty();
        }
        Optional<T> found = effect.find();
        if (found.isEmpty() && !effect.repeatable()) {
            throw stop(key, effect);
        }
        return found.isPresent() ? Optional.of(reached(key, type, found.get())) : Optional.empty();
    }

    private void failIfSoDecided(String key, TaskEvent.Decided decided) {
        if (decided.choice() == Choice.FAIL) {
            refuse(key);
            throw new ScaffolderException("It was decided that this step has failed");
        }
    }

    private void refuse(String key) {
        run.journal().write(new TaskEvent.EffectRefused(info.stepId(), keyPrefix + key));
        progress.refuse(keyPrefix + key);
    }

    private DecisionNeededException stop(String key, Effect<?> effect) {
        DecisionNeededException stop = new DecisionNeededException(info.stepId(), keyPrefix + key, what(effect));
        run.signals().ask(stop);
        return stop;
    }

    private <T> T perform(String key, Effect<T> effect) throws Exception {
        for (Duration pause : run.retryAfter()) {
            try {
                return attempt(key, effect);
            } catch (IOException e) {
                warn("Trying again in " + pause.toMillis() + " ms to " + effect.what() + ": " + e.getMessage());
                Thread.sleep(pause.toMillis());
                Optional<T> found = effect.find();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return attempt(key, effect);
    }

    private <T> T attempt(String key, Effect<T> effect) throws Exception {
        try {
            return effect.perform();
        } catch (InterruptedException e) {
            throw e;
        } catch (IOException e) {
            if (!effect.repeatable()) {
                error("The answer was lost: " + e.getMessage());
                throw stop(key, effect);
            }
            throw e;
        } catch (Exception e) {
            refuse(key);
            throw e;
        }
    }

    @Override
    public void info(String message) {
        run.journal().log(info.stepId(), Severity.INFO, message);
    }

    @Override
    public void warn(String message) {
        run.journal().log(info.stepId(), Severity.WARNING, message);
    }

    @Override
    public void error(String message) {
        run.journal().log(info.stepId(), Severity.ERROR, message);
    }

    /** What was begun in this round of which nobody knows whether it happened. */
    List<String> uncertain() {
        return progress.uncertain(keyPrefix);
    }
}
