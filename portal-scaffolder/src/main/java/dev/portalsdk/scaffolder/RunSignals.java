package dev.portalsdk.scaffolder;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What others tell the thread that runs a task: that it is cancelled, or that this worker is to stop. For many threads. */
final class RunSignals {
    private boolean cancelled;
    private boolean stopping;
    /** Steps are over; what is left to do must not be interrupted. */
    private boolean lastPhase;

    private @Nullable Thread runner;
    private @Nullable DecisionNeededException question;

    /** The calling thread runs the task from now on. */
    synchronized void started() {
        runner = Thread.currentThread();
    }

    /** The calling thread has nothing to do with the task any more; our own interrupt must not reach what it does next. */
    synchronized void ended() {
        runner = null;
        if (cancelled || stopping) {
            Thread.interrupted();
        }
    }

    /** From now on the thread is not interrupted, and was not. */
    synchronized void enterLastPhase() {
        lastPhase = true;
        if (cancelled || stopping) {
            Thread.interrupted();
        }
    }

    /** Ends the task before its next step, and interrupts the one that runs. */
    synchronized void cancel() {
        cancelled = cancelled || !lastPhase;
        interrupt();
    }

    /** Ends the work of this worker before the next step; the task itself goes on elsewhere. */
    synchronized void stop() {
        stopping = true;
    }

    /** Does not wait for the step that runs. */
    synchronized void interrupt() {
        if (runner != null && !lastPhase) {
            runner.interrupt();
        }
    }

    /** The task cannot go on before somebody has decided; an action must not be able to hide that. */
    synchronized void ask(DecisionNeededException decision) {
        question = decision;
    }

    /** What somebody has to decide. */
    synchronized Optional<DecisionNeededException> question() {
        return Optional.ofNullable(question);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized boolean isStopping() {
        return stopping;
    }
}
