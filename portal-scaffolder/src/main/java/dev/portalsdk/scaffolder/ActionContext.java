package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What an action can reach while it runs. Not implemented by clients. */
public interface ActionContext {

    /** The directory that all steps of the task share. */
    Workspace workspace();

    /** The step's log. */
    ActionLog log();

    /** Whether the action is to change nothing outside of the workspace and to give the outputs it would give. */
    boolean dryRun();

    /** Whether the task was cancelled; long actions ask now and then. The thread is interrupted too. */
    boolean cancelled();

    /** Which task, template and step this is, and for whom it runs. */
    StepInfo step();

    /** A secret that came with the task, e.g. {@code USER_OAUTH_TOKEN}. */
    Optional<Secret> secret(String name);

    /**
     * Does a piece of work once: its result is kept in the task's journal, and when the task is resumed the result is taken from there. What the work
     * changed in the workspace is kept too. For work that may be repeated if the process dies in the middle of it; see {@link #effect} for other.
     *
     * @param key unique within the step
     * @param type a record, or any other type that {@link Value} can be bound to
     * @throws Exception what the work throws
     */
    <T> T checkpoint(String key, Class<T> type, Callable<T> work) throws Exception;

    /**
     * Does something to the world outside of the workspace, as often as {@link Effect} says.
     *
     * @param key unique within the step
     * @param type as for {@link #checkpoint}
     * @throws Exception what the effect throws
     */
    <T> T effect(String key, Class<T> type, Effect<T> effect) throws Exception;

    /** What a checkpoint or effect of this step gave, if it was reached. */
    <T> Optional<T> checkpointed(String key, Class<T> type);
}
