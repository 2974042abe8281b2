package dev.portalsdk.jdbc;

/** Something that was registered, until it is closed. Closing twice is closing once. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /** Ends it; a call that is under way may still finish. */
    @Override
    void close();
}
