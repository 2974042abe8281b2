package dev.portalsdk.catalog;

/** Counts that something has happened, so that who looks first and waits then misses nothing. For any number of threads. */
final class Signal {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long count;

    synchronized void raise() {
        count++;
        notifyAll();
    }

    synchronized long count() {
        return count;
    }

    /** Waits until it has been raised after such a count, but not longer than this. */
    synchronized void awaitAfter(long seen, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; count == seen && left > 0; left = deadline - System.nanoTime()) {
            wait(left / NANOS_PER_MILLI, (int) (left % NANOS_PER_MILLI));
        }
    }
}
