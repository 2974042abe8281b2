package dev.portalsdk.http.internal;

import dev.portalsdk.http.access.AuditEvent;
import dev.portalsdk.http.access.AuditListener;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Value;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the audit log is told of one request that changes something, or starts work: once, at its end. For one thread. */
public final class Change {
    private static final Logger LOG = LoggerFactory.getLogger(Change.class);

    private final AuditListener audit;
    private final String event;
    private final Request request;
    private Value.Obj about;
    private boolean later;

    /**
     * Begins one.
     *
     * @param event its id
     * @param action what is done
     */
    Change(AuditListener audit, String event, String action, Request request) {
        this.audit = audit;
        this.event = event;
        this.request = request;
        this.about = Value.Obj.of("actionType", action);
    }

    /** What it is done to; never a secret. */
    public Change about(String key, @Nullable Object value) {
        about = about.with(key, Value.of(value));
        return this;
    }

    /** It goes on after the request was answered: whoever does it says how it ends. */
    public void goesOn() {
        later = true;
    }

    /** It was refused, or failed. */
    public void failed(Throwable why) {
        ended(Optional.of(why instanceof HttpException ? String.valueOf(why.getMessage()) : why.toString()));
    }

    /** Does it, and tells how it ended. */
    Response tell(Callable<Response> work) throws Exception {
        Response response;
        try {
            response = work.call();
        } catch (Exception | Error e) {
            failed(e);
            throw e;
        }
        if (response.status() >= 400) {
            ended(Optional.of("answered with status " + response.status()));
        } else if (!later) {
            ended(Optional.empty());
        }
        return response;
    }

    /**
     * It was done, refused or failed.
     *
     * @param error why it was not done
     */
    public void ended(Optional<String> error) {
        try {
            String path = request.fullTarget().replaceFirst("\\?.*", "");
            audit.audited(new AuditEvent(event, request.principal(), request.method() + " " + path, about, error));
        } catch (RuntimeException e) {
            LOG.warn("An audit listener failed", e);
        }
    }
}
