package dev.portalsdk.scaffolder;

/** Tells people something; a host connects its own. Called by many threads. */
@FunctionalInterface
public interface NotificationSender {

    /**
     * Sends it once.
     *
     * @throws java.io.IOException if nobody knows whether it was sent; any other exception if it was not
     * @throws Exception if it cannot be sent
     */
    void send(Notification notification) throws Exception;
}
