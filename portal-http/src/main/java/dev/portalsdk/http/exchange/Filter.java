package dev.portalsdk.http.exchange;

/** Stands before a handler: may answer in its place, change the request, or change the answer. Called by many threads. */
@FunctionalInterface
public interface Filter {
    /** The answer; {@code next} is asked at most once. */
    Response apply(Request request, Handler next) throws Exception;

    /** A handler with this filter before it. */
    default Handler before(Handler handler) {
        return request -> apply(request, handler);
    }
}
