package dev.portalsdk.source;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host answers no more for a while. */
public final class RateLimitedException extends SourceException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /** @param retryAfter how long the host asks to wait, from the time of its answer */
    public RateLimitedException(String url, Optional<Duration> retryAfter) {
        super(
                url,
                "the host limits the rate of requests"
                        + retryAfter.map(wait -> "; try again in " + wait).orElse("")
                        + "; a token in its integration raises the limit");
        this.retryAfter = retryAfter.orElse(null);
    }

    /** How long the host asks to wait; absent if it does not say. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
