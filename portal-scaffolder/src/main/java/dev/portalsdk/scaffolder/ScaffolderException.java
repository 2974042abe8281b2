package dev.portalsdk.scaffolder;

import dev.portalsdk.model.PortalException;
import org.jspecify.annotations.Nullable;

/** A scaffolder that is wired or used wrongly, or an action that cannot do what its input asks for. */
public class ScaffolderException extends PortalException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to do. */
    public ScaffolderException(String message) {
        super(message);
    }

    /** With a message that says what to do, and the cause. */
    public ScaffolderException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
