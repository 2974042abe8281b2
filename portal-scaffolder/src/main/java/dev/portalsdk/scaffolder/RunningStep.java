package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** The context of one run of an action. */
final class RunningStep implements ActionContext, ActionLog {
    private final StepInfo step;
    private final Workspace workspace;
    private final Journal journal;
    private final boolean dryRun;
    private final Map<String, Secret> secrets;
    private final BooleanSupplier cancelled;
    /** What sets the checkpoints of this round of {@code each} apart. */
    private final String keyPrefix;

    private final Map<String, Value> checkpoints = new ConcurrentHashMap<>();

    RunningStep(
            StepInfo step,
            Workspace workspace,
            Journal journal,
            boolean dryRun,
            Map<String, Secret> secrets,
            BooleanSupplier cancelled,
            String keyPrefix) {
        this.step = step;
        this.workspace = workspace;
        this.journal = journal;
        this.dryRun = dryRun;
        this.secrets = secrets;
        this.cancelled = cancelled;
        this.keyPrefix = keyPrefix;
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public ActionLog log() {
        return this;
    }

    @Override
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public StepInfo step() {
        return step;
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public <T> T checkpoint(String key, Class<T> type, Callable<T> work) throws Exception {
        Value known = checkpoints.get(key);
        if (known != null) {
            return known.to(type);
        }
        Value result = Value.of(work.call());
        checkpoints.put(key, result);
        journal.write(new TaskEvent.CheckpointReached(step.stepId(), keyPrefix + key, result));
        return result.to(type);
    }

    @Override
    public void info(String message) {
        journal.log(step.stepId(), Severity.INFO, message);
    }

    @Override
    public void warn(String message) {
        journal.log(step.stepId(), Severity.WARNING, message);
    }

    @Override
    public void error(String message) {
        journal.log(step.stepId(), Severity.ERROR, message);
    }
}
