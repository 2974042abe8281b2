package dev.portalsdk.source;

import java.io.InterruptedIOException;
import java.time.Duration;

/** Waits. Tests wait by moving their clock. */
@FunctionalInterface
interface Pause {
    void sleep(Duration time) throws InterruptedException;

    /** Waits in the thread. */
    static Pause inThread() {
        return time -> Thread.sleep(Math.max(1, time.toMillis()));
    }

    /** @throws InterruptedIOException if the thread is interrupted, which it then stays */
    default void sleep(Duration time, String shown) throws InterruptedIOException {
        try {
            sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + shown);
        }
    }
}
