package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.model.EntityRef;
import java.util.Optional;

/** Refs in paths. */
final class Refs {
    private Refs() {}

    /** {@code {kind}/{namespace}/{name}}; empty if no entity could be named so. */
    static Optional<EntityRef> ofPath(Request request) {
        try {
            return Optional.of(new EntityRef(
                    request.pathParameter("kind"), request.pathParameter("namespace"), request.pathParameter("name")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
