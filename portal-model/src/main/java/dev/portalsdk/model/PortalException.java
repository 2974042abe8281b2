package dev.portalsdk.model;

import org.jspecify.annotations.Nullable;

/** Root of what Portal SDK throws. Mistakes of authors are {@link Diagnostic}s; this is for mistakes of callers and of the world. */
public class PortalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to do. */
    public PortalException(String message) {
        super(message);
    }

    /** With a message that says what to do, and the cause. */
    public PortalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
