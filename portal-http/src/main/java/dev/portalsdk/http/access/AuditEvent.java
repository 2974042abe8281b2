package dev.portalsdk.http.access;

import dev.portalsdk.model.Value;
import java.util.Optional;

/**
 * Somebody changed something, or tried to.
 *
 * @param id what is done, by Backstage's names: {@code entity-mutate}, {@code location-mutate}, {@code task} …; {@code docs-sync}
 * @param who did it
 * @param request method and path
 * @param about how, and to what, as far as it was understood: {@code {"actionType": "delete", "uid": "…"}}; never a secret
 * @param error why it was refused or failed; empty if it was done
 */
public record AuditEvent(String id, Principal who, String request, Value.Obj about, Optional<String> error) {}
