package dev.portalsdk.catalog.discovery;

import java.io.IOException;
import java.time.Duration;

/** A run failed, and says itself when the next one is worth trying. */
final class FailedForNow extends IOException {
    private static final long serialVersionUID = 1;

    private final Duration pause;

    FailedForNow(Exception cause, Duration pause) {
        super(cause.toString(), cause);
        this.pause = pause;
    }

    Duration pause() {
        return pause;
    }
}
