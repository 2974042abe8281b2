package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import java.time.Duration;
import java.util.Optional;

/** {@code debug:wait}: waits. Cancelling the task ends the wait; a dry run does not wait. */
public final class DebugWaitAction implements ScaffolderAction<DebugWaitAction.Input, NoOutput> {
    private static final Duration MAX = Duration.ofMinutes(10);
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "debug:wait", Input.class, NoOutput.class)
            .description("Waits for some time, ten minutes at most.")
            .example("Waits for a minute and a half.", """
                    {"minutes": 1, "seconds": 30}
                    """)
            .changesOnlyWorkspace()
            .build();

    /**
     * Input of the action; the three are added.
     *
     * @param minutes to wait
     * @param seconds to wait
     * @param milliseconds to wait
     */
    public record Input(Optional<Double> minutes, Optional<Double> seconds, Optional<Double> milliseconds) {}

    /** An action without settings. */
    public DebugWaitAction() {}

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws InterruptedException {
        double millis = input.minutes().orElse(0.0) * 60_000
                + input.seconds().orElse(0.0) * 1_000
                + input.milliseconds().orElse(0.0);
        if (!(millis >= 0 && millis <= MAX.toMillis())) {
            throw new ScaffolderException(
                    "debug:wait waits for 0 to " + MAX.toMinutes() + " minutes, not for " + millis + " milliseconds");
        }
        context.log().info("Waiting for " + Math.round(millis) + " ms");
        if (!context.dryRun()) {
            Thread.sleep(Math.round(millis));
        }
        return NoOutput.NONE;
    }
}
