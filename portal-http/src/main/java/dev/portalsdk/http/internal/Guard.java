package dev.portalsdk.http.internal;

import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.access.PermissionPolicy;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;

/** Asks the policy. */
public record Guard(PermissionPolicy policy) {
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
}
