/**
 * What is kept of a run of a template: a {@link dev.portalsdk.scaffolder.task.TaskRecord}, its journal of {@link
 * dev.portalsdk.scaffolder.task.TaskEvent}s, and saved workspaces.
 *
 * <p>A {@link dev.portalsdk.scaffolder.task.TaskStore} makes them outlive the process that wrote them; the state of a task is made of its journal.
 */
@NullMarked
package dev.portalsdk.scaffolder.task;

import org.jspecify.annotations.NullMarked;
