package dev.portalsdk.scaffolder;

import java.time.Instant;

/**
 * A line of a task's journal.
 *
 * @param index from 1, without gaps
 * @param time when it was written
 * @param event what happened
 */
public record JournalEntry(long index, Instant time, TaskEvent event) {}
