package dev.portalsdk.fakes;

import java.util.Optional;

/** Decides what happens to each statement. Called on the thread that runs it, which may be held there; by many threads. */
@FunctionalInterface
public interface SqlFaultPlan {
    /**
     * Called before a statement, batch or commit.
     *
     * @param number counted from 1 since the plan was set
     * @param sql its text; {@code COMMIT} for a commit through JDBC
     */
    Optional<SqlFault> decide(long number, String sql);
}
