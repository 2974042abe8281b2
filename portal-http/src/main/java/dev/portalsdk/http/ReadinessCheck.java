package dev.portalsdk.http;

/** Whether a part of the portal can do its work. Asked whenever a load balancer asks; must be quick. Called by many threads. */
@FunctionalInterface
public interface ReadinessCheck {
    /**
     * Returns if all is well.
     *
     * @throws Exception if it is not, with a message for the log
     */
    void check() throws Exception;
}
