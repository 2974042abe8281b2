package dev.portalsdk.http.internal;

import dev.portalsdk.http.access.AuditEvent;
import dev.portalsdk.http.access.AuditListener;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.access.PermissionPolicy;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Value;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the policy, and tells the audit log. */
public record Guard(PermissionPolicy policy, AuditListener audit) {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** The decision; denial is an answer of its own. @throws HttpException 403 if it is denied */
    public Decision decide(Permission permission, Request request) {
        Decision decision = policy.decide(permission, request.principal());
        if (decision instanceof Decision.Deny
                || (decision instanceof Decision.Conditional && !permission.conditional())) {
            throw HttpException.notAllowed("You may not do this (" + permission.name() + ")");
        }
        return decision;
    }

    /** @throws HttpException 403 unless it is allowed without a condition */
    public void require(Permission permission, Request request) {
        if (!(decide(permission, request) instanceof Decision.Allow)) {
            throw HttpException.notAllowed("You may not do this (" + permission.name() + ")");
        }
    }

    /** Does something that changes something, and tells so, be it refused. */
    public Response audited(String id, Value.Obj about, Request request, Callable<Response> work) throws Exception {
        try {
            Response response = work.call();
            tell(id, about, request, Optional.empty());
            return response;
        } catch (Exception e) {
            tell(
                    id,
                    about,
                    request,
                    Optional.of(e instanceof HttpException ? String.valueOf(e.getMessage()) : e.toString()));
            throw e;
        }
    }

    private void tell(String id, Value.Obj about, Request request, Optional<String> error) {
        try {
            String path = request.fullTarget().replaceFirst("\\?.*", "");
            audit.audited(new AuditEvent(id, request.principal(), request.method() + " " + path, about, error));
        } catch (RuntimeException e) {
            LOG.warn("An audit listener failed", e);
        }
    }
}
