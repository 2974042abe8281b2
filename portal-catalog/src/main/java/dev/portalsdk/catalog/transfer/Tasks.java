package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.StoreContents;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Copies when tasks are due, by running each for no time at all. */
final class Tasks {
    private static final Duration NO_TIME = Duration.ofMillis(1);

    private Tasks() {}

    static void copy(List<StoreContents.Task> tasks, CatalogStore target) {
        Schedules schedules = target.schedules();
        for (StoreContents.Task task : tasks) {
            Optional<ScheduledRun> run = schedules
                    .claimNow(task.name(), RunTiming.whenAsked(), NO_TIME)
                    .run();
            run.ifPresent(claimed -> finish(claimed, task, schedules));
            if (task.asked()) {
                schedules.ask(task.name());
            }
        }
    }

    private static void finish(ScheduledRun run, StoreContents.Task task, Schedules schedules) {
        if (task.dueIn().isEmpty()) {
            schedules.finish(run);
        } else {
            Duration left = task.dueIn().get();
            schedules.finish(run, left.isNegative() ? Duration.ZERO : left);
        }
    }
}
