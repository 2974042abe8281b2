package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.PortalException;
import org.jspecify.annotations.Nullable;

/** A store of tasks or workspaces that cannot do what it is asked for: its disk is full, its database away, its key another one. */
public class TaskStoreException extends PortalException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to do. */
    public TaskStoreException(String message) {
        super(message);
    }

    /** With a message that says what to do, and the cause. */
    public TaskStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
