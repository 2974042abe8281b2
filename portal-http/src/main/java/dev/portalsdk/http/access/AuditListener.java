package dev.portalsdk.http.access;

/** Hears of every mutation, done or refused, after its end and before it is answered. Called by many threads; what it throws is logged. */
@FunctionalInterface
public interface AuditListener {
    /** Something was done, or refused. */
    void audited(AuditEvent event);

    /** Listens to nothing. */
    static AuditListener none() {
        return event -> {};
    }
}
