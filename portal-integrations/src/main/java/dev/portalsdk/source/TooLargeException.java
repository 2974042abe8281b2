package dev.portalsdk.source;

/** A limit on size or number is passed; nothing of it is given. */
public final class TooLargeException extends SourceException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and what to do, in a few words */
    public TooLargeException(String url, String reason) {
        super(url, reason);
    }
}
