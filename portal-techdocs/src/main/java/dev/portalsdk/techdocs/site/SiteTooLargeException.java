package dev.portalsdk.techdocs.site;

import java.io.IOException;

/** A site goes beyond its {@link SiteLimits}; becomes a finding. */
final class SiteTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    SiteTooLargeException(String message) {
        super(message);
    }
}
