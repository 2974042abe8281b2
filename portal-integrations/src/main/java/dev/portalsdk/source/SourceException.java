package dev.portalsdk.source;

import java.io.IOException;

/** A URL that cannot be read, and why. */
public class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String url;

    /** @param reason what is wrong and what to do, in a few words */
    public SourceException(String url, String reason) {
        super("Cannot read " + url + ": " + reason);
        this.url = url;
    }

    /** @param reason what is wrong and what to do, in a few words */
    public SourceException(String url, String reason, Throwable cause) {
        super("Cannot read " + url + ": " + reason, cause);
        this.url = url;
    }

    /** The URL that was asked for. */
    public String url() {
        return url;
    }
}
