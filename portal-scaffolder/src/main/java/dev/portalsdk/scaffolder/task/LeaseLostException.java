package dev.portalsdk.scaffolder.task;

/** A worker wanted to write about a task that is another one's by now, or over. It must stop working on it at once. */
public final class LeaseLostException extends TaskStoreException {
    private static final long serialVersionUID = 1L;

    private final String taskId;

    /** Of this task. */
    public LeaseLostException(String taskId) {
        super("The task " + taskId + " is another worker's by now, or over");
        this.taskId = taskId;
    }

    /** Whose lease was lost. */
    public String taskId() {
        return taskId;
    }
}
