package dev.portalsdk.http.access;

/**
 * Hears of every request that changes something, reads from elsewhere or starts work: once, at its end, whether it was done, refused or failed, also of those by
 * strangers. Called by many threads, before the request is answered, or for what goes on after that, when it ends; what it throws is logged.
 */
@FunctionalInterface
public interface AuditListener {
    /** Something was done, or refused. */
    void audited(AuditEvent event);

    /** Listens to nothing. */
    static AuditListener none() {
        return event -> {};
    }
}
