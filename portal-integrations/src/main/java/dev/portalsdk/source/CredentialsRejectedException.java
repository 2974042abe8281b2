package dev.portalsdk.source;

/** The host refuses the credentials, or wants some. */
public final class CredentialsRejectedException extends SourceException {
    private static final long serialVersionUID = 1L;

    /** @param reason what is wrong and what to do, in a few words */
    public CredentialsRejectedException(String url, String reason) {
        super(url, reason);
    }
}
