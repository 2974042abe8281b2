package dev.portalsdk.source;

/** There is nothing at the URL, or nothing that the credentials may see. */
public final class NotFoundException extends SourceException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and what to do, in a few words */
    public NotFoundException(String url, String reason) {
        super(url, reason);
    }
}
