package dev.portalsdk.http.exchange;

import java.io.IOException;

/** Takes server-sent events and sends each at once. For one thread. */
public interface EventSink {
    /**
     * Sends an event.
     *
     * @param event its name
     * @param data may have several lines
     * @throws IOException if nobody listens any more
     */
    void send(String event, String data) throws IOException;

    /** As {@link #send(String, String)}, with an id from which a client that was cut off goes on. */
    void send(String event, String data, String id) throws IOException;

    /**
     * Sends something that listeners ignore, so that neither side nor anything between them takes the connection for dead.
     *
     * @throws IOException if nobody listens any more
     */
    void heartbeat() throws IOException;
}
