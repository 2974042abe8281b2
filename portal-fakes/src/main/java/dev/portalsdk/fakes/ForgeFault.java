package dev.portalsdk.fakes;

import java.time.Duration;
import java.util.Map;

/** What goes wrong with a request. */
public sealed interface ForgeFault {
    /** Another answer than the right one. */
    record Status(int status, Map<String, String> headers) implements ForgeFault {
        public Status {
            headers = Map.copyOf(headers);
        }
    }

    /** The right answer, after a while. */
    record Slow(Duration delay) implements ForgeFault {}

    /** An answer that promises a thousand bytes and breaks off after ten. */
    record Truncated() implements ForgeFault {}

    /** A redirect. */
    record Redirect(String location) implements ForgeFault {}

    /** A good answer with other content. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(String contentType, byte[] bytes) implements ForgeFault {}
}
