package dev.portalsdk.http.exchange;

import dev.portalsdk.model.PortalException;

/** An answer that is an error, with a status and one of Backstage's names for it. */
public final class HttpException extends PortalException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errorName;

    /**
     * @param errorName as clients tell errors apart: {@code InputError}, {@code NotFoundError} …
     * @param message is shown to whoever asked
     */
    public HttpException(int status, String errorName, String message) {
        super(message);
        this.status = status;
        this.errorName = errorName;
    }

    /** 400: the request cannot be understood. */
    public static HttpException input(String message) {
        return new HttpException(400, "InputError", message);
    }

    /** 401: whoever asks must say who they are. */
    public static HttpException authentication(String message) {
        return new HttpException(401, "AuthenticationError", message);
    }

    /** 403: whoever asks may not do this. */
    public static HttpException notAllowed(String message) {
        return new HttpException(403, "NotAllowedError", message);
    }

    /** 404: there is no such thing, or whoever asks may not know of it. */
    public static HttpException notFound(String message) {
        return new HttpException(404, "NotFoundError", message);
    }

    /** 409: it clashes with what is there. */
    public static HttpException conflict(String message) {
        return new HttpException(409, "ConflictError", message);
    }

    /** 413: more was sent than is taken. */
    public static HttpException tooLarge(String message) {
        return new HttpException(413, "PayloadTooLargeError", message);
    }

    /** 503: it may work later. */
    public static HttpException unavailable(String message) {
        return new HttpException(503, "ServiceUnavailableError", message);
    }

    /** The status of the answer. */
    public int status() {
        return status;
    }

    /** How clients tell errors apart. */
    public String errorName() {
        return errorName;
    }
}
