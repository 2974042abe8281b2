package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.http.exchange.Request;
import java.util.Optional;

/**
 * A request and the session that it belongs to.
 *
 * @param form what was sent with it; empty but for forms
 */
public record Visit(Request request, Session session, Parameters form) {
    /** A part of the path that the route names. */
    public String path(String name) {
        return request.pathParameter(name);
    }

    /** A parameter of the query that is not blank. */
    public Optional<String> query(String name) {
        return request.query().first(name).filter(value -> !value.isBlank());
    }

    /** A field of the form that is not blank. */
    public Optional<String> field(String name) {
        return form.first(name).filter(value -> !value.isBlank());
    }
}
