package dev.portalsdk.catalog.store;

import dev.portalsdk.model.PortalException;
import org.jspecify.annotations.Nullable;

/** A caller's mistake, or the world's: the catalog is closed, wired wrongly, read-only. Mistakes of authors are findings. */
public class CatalogException extends PortalException {
    private static final long serialVersionUID = 1L;

    /** With a message that says what to do. */
    public CatalogException(String message) {
        super(message);
    }

    /** With a message that says what to do, and the cause. */
    public CatalogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
