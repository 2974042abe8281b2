package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a worker has to know of a task to go on with it: the journal as far as it was written, and then what the worker does itself. Steps are known
 * by their position, because ids may be used twice. Written by the thread that runs the task and read by threads that its actions start.
 */
final class TaskProgress {
    private final Vault vault;
    private final List<StepProgress> steps = new ArrayList<>();
    private final Set<String> undone = new HashSet<>();
    private Optional<String> workspace = Optional.empty();
    private Optional<Choice> onFailure = Optional.empty();
    private boolean cancelled;

    TaskProgress(int stepCount, Vault vault) {
        this.vault = vault;
        for (int i = 0; i < stepCount; i++) {
            steps.add(new StepProgress());
        }
    }

    /** How a step ended; the output is the real one. */
    record End(StepStatus status, Value.Obj output, Optional<String> error) {
        boolean failed() {
            return status == StepStatus.FAILED || status == StepStatus.CANCELLED;
        }
    }

    /** What a step has done so far. */
    static final class StepProgress {
        private final Set<String> begun = new LinkedHashSet<>();
        private final Map<String, Value.Obj> rounds = new LinkedHashMap<>();
        private final Map<String, Value> results = new LinkedHashMap<>();
        private final Map<String, String> announced = new LinkedHashMap<>();
        private final Map<String, TaskEvent.Decided> decisions = new LinkedHashMap<>();
        private Optional<End> end = Optional.empty();
        private Optional<String> workspaceAfter = Optional.empty();

        synchronized void begin(Optional<String> eachKey) {
            begun.add(eachKey.orElse(""));
        }

        /** Whether the action was called, for this element of {@code each}. */
        synchronized boolean hasBegun(Optional<String> eachKey) {
            return begun.contains(eachKey.orElse(""));
        }

        synchronized void endRound(String eachKey, Value.Obj output) {
            rounds.put(eachKey, output);
        }

        synchronized Optional<Value.Obj> round(String eachKey) {
            return Optional.ofNullable(rounds.get(eachKey));
        }

        /** What is known of an effect is known from now on, and nothing has to be decided about it. */
        synchronized void reach(String key, Value result) {
            results.put(key, result);
            announced.remove(key);
            decisions.remove(key);
        }

        synchronized Optional<Value> result(String key) {
            return Optional.ofNullable(results.get(key));
        }

        synchronized void announce(String key, String what) {
            announced.put(key, what);
            decisions.remove(key);
        }

        synchronized void refuse(String key) {
            announced.remove(key);
            decisions.remove(key);
        }

        /** Whether an effect was begun of which nobody knows whether it happened. */
        synchronized boolean isUncertain(String key) {
            return announced.containsKey(key);
        }

        /** What the effects would have done of which nobody knows whether they happened. */
        synchronized List<String> uncertain(String keyPrefix) {
            return announced.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(keyPrefix))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        synchronized Optional<TaskEvent.Decided> decision(String key) {
            return Optional.ofNullable(decisions.get(key));
        }

        synchronized void end(End ended) {
            end = Optional.of(ended);
        }

        synchronized Optional<End> end() {
            return end;
        }
    }

    /** What the journal says, in order. */
    void add(JournalEntry entry) {
        TaskEvent event = entry.event();
        if (event instanceof TaskEvent.CancelRequested) {
            cancelled = true;
        } else if (event instanceof TaskEvent.WorkspaceSaved saved) {
            saved(saved.version());
        } else if (event instanceof TaskEvent.Retried retried) {
            retry(retried);
        } else if (event instanceof TaskEvent.Undone undo) {
            undone.add(undo.stepId() + "/" + undo.eachKey().orElse(""));
        } else if (event instanceof TaskEvent.Decided decided
                && decided.stepId().isEmpty()) {
            onFailure = Optional.of(decided.choice());
        } else if (position() < steps.size()) {
            addToStep(steps.get(position()), event);
        }
    }

    private void addToStep(StepProgress step, TaskEvent event) {
        if (event instanceof TaskEvent.InputRendered rendered) {
            step.begin(rendered.eachKey());
        } else if (event instanceof TaskEvent.EffectAnnounced announced) {
            step.announce(announced.key(), announced.what());
        } else if (event instanceof TaskEvent.EffectRefused refused) {
            step.refuse(refused.key());
        } else if (event instanceof TaskEvent.CheckpointReached reached) {
            step.reach(reached.key(), vault.open(reached.result(), reached.sealed()));
        } else if (event instanceof TaskEvent.RoundEnded round) {
            step.endRound(round.eachKey(), (Value.Obj) vault.open(round.output(), round.sealed()));
        } else if (event instanceof TaskEvent.Decided decided) {
            step.decisions.put(decided.key(), decided);
        } else if (event instanceof TaskEvent.StepEnded ended) {
            step.end(new End(ended.status(), (Value.Obj) vault.open(ended.output(), ended.sealed()), ended.error()));
        }
    }

    private void retry(TaskEvent.Retried retried) {
        for (int i = retried.fromStep(); i < steps.size(); i++) {
            StepProgress before = steps.set(i, new StepProgress());
            if (i == retried.fromStep() && !retried.afresh()) {
                before.end = Optional.empty();
                steps.set(i, before);
            }
        }
        workspace = Optional.empty();
        for (int i = 0; i <= Math.min(retried.fromStep(), steps.size() - 1); i++) {
            workspace = steps.get(i).workspaceAfter.or(() -> workspace);
        }
        cancelled = false;
        onFailure = Optional.empty();
        undone.clear();
    }

    /** The version under which the workspace was saved last. */
    Optional<String> workspace() {
        return workspace;
    }

    void saved(String version) {
        workspace = Optional.of(version);
        if (position() < steps.size()) {
            steps.get(position()).workspaceAfter = workspace;
        }
    }

    /** The saved workspaces that may still be needed: the last one, and the one that the first step that failed began with or saved. */
    Set<String> neededWorkspaces() {
        Set<String> needed = new HashSet<>();
        workspace.ifPresent(needed::add);
        Optional<String> latest = Optional.empty();
        for (StepProgress step : steps) {
            if (step.workspaceAfter.isPresent()) {
                latest = step.workspaceAfter;
            }
            if (step.end().filter(End::failed).isPresent()) {
                latest.ifPresent(needed::add);
                break;
            }
        }
        return needed;
    }

    /** Which step is to be run: the first that has not ended; the number of steps if there is none. */
    int position() {
        int position = 0;
        while (position < steps.size() && steps.get(position).end().isPresent()) {
            position++;
        }
        return position;
    }

    StepProgress step(int position) {
        return steps.get(position);
    }

    /** Why the task has failed: the first error, if there is one before a position. */
    Optional<String> errorBefore(int position) {
        return steps.stream()
                .limit(position)
                .flatMap(step -> step.end().stream())
                .filter(end -> end.status() == StepStatus.FAILED)
                .flatMap(end -> end.error().stream())
                .findFirst();
    }

    boolean cancelled() {
        return cancelled;
    }

    /** What was decided about what a failed task has made. */
    Optional<Choice> onFailure() {
        return onFailure;
    }

    boolean isUndone(String stepId, Optional<String> eachKey) {
        return undone.contains(stepId + "/" + eachKey.orElse(""));
    }
}
