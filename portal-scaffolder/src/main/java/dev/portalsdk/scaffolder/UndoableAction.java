package dev.portalsdk.scaffolder;

import java.util.Optional;

/** An action that knows how to take back what it did to the world outside of the workspace. */
public interface UndoableAction<I, O> extends ScaffolderAction<I, O> {

    /**
     * Takes back what {@link #run} did. Called after the task has failed or was cancelled, the latest step first; again if the worker was lost
     * meanwhile, so what is gone already is no mistake.
     *
     * @param input as {@code run} had it
     * @param output what {@code run} gave; empty if it did not come to its end. What it had done until then is in {@link
     *     ActionContext#checkpointed}
     * @return what was taken back, for people: {@code deleted the repository acme/web}; empty if there was nothing
     * @throws Exception if it cannot be taken back; the task's state then says so
     */
    Optional<String> undo(I input, Optional<O> output, ActionContext context) throws Exception;
}
