package dev.portalsdk.jdbc;

/** A thread's work of waiting for signals of other processes. */
interface Watch extends Runnable {
    /** Ends {@link #run()}, soon. */
    void stop();
}
