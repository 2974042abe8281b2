package dev.portalsdk.http.exchange;

/** Answers requests. Called by many threads. */
@FunctionalInterface
public interface Handler {
    /**
     * The answer to one request.
     *
     * @throws HttpException for an answer that is an error
     * @throws Exception for anything that is a fault of ours: answered with 500, logged, and its message not shown
     */
    Response handle(Request request) throws Exception;
}
