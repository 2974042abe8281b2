package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.Value;
import java.time.Instant;

/**
 * A line of a task's journal.
 *
 * @param index from 1, without gaps
 * @param time when it was written, by the store's clock
 * @param event what happened
 */
public record JournalEntry(long index, Instant time, TaskEvent event) {

    /** The entry as JSON, for stores. */
    public Value.Obj toValue() {
        return Value.Obj.of("index", index, "time", time.toString(), "event", event.toValue());
    }

    /**
     * The entry of a JSON that {@link #toValue} made.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static JournalEntry of(Value.Obj json) {
        if (json.get("index").orElse(Value.Null.NULL) instanceof Value.Num index
                && json.string("time").isPresent()
                && json.obj("event").isPresent()) {
            return new JournalEntry(
                    index.longValue(),
                    Instant.parse(json.string("time").get()),
                    TaskEvent.of(json.obj("event").get()));
        }
        throw new IllegalArgumentException("This is no line of a journal: " + json.toJson());
    }
}
