package dev.portalsdk.samples.portal;

import java.io.IOException;

/** Ends things that stand on one another. */
final class Closing {
    private Closing() {}

    /**
     * Closes each, also after one has failed.
     *
     * @throws IOException if one has failed, with the faults of all
     */
    static void all(Iterable<AutoCloseable> parts) throws IOException {
        IOException failure = new IOException("a part of the portal could not be closed");
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
