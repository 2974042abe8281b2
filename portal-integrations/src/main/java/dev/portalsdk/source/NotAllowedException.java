package dev.portalsdk.source;

/** The portal's configuration does not allow to read the URL; no connection was made to it. */
public final class NotAllowedException extends SourceException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and what to do, in a few words */
    public NotAllowedException(String url, String reason) {
        super(url, reason);
    }
}
