package dev.portalsdk.http.exchange;

import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** An answer: status, headers and body. Immutable; each method gives a copy. */
public final class Response {
    private final int status;
    private final Headers headers;
    private final Body body;

    private Response(int status, Headers headers, Body body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** 200, without headers and body. */
    public static Response ok() {
        return status(200);
    }

    /** A status, without headers and body. */
    public static Response status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("A response has a status of 200 to 599, not " + status);
        }
        return new Response(status, Headers.none(), Body.empty());
    }

    /** 303, see other: what follows a form. */
    public static Response seeOther(String location) {
        return status(303).header("Location", location);
    }

    /** With one value for a header. */
    public Response header(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }

    /** With one more value for a header, {@code Set-Cookie}. */
    public Response addHeader(String name, String value) {
        return new Response(status, headers.adding(name, value), body);
    }

    /** With these headers and no others. */
    public Response headers(Headers all) {
        return new Response(status, all, body);
    }

    /** With another body, under the content type that it has. */
    public Response body(Body other) {
        return new Response(status, headers, other);
    }

    /** With these bytes, which must not change any more. */
    public Response bytes(String contentType, byte[] content) {
        return header("Content-Type", contentType).body(Body.of(content));
    }

    /** With a value as JSON. */
    public Response json(Value value) {
        return bytes("application/json; charset=utf-8", value.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** With plain text. */
    public Response text(String text) {
        return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** With a page. */
    public Response html(String page) {
        return bytes("text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** With a body that is written as it is made. */
    public Response stream(String contentType, Body.Writer writer) {
        return header("Content-Type", contentType).body(new Body.Stream(OptionalLong.empty(), writer));
    }

    /** As {@link #stream(String, Body.Writer)}, of a length that is known. */
    public Response stream(String contentType, long length, Body.Writer writer) {
        return header("Content-Type", contentType).body(new Body.Stream(OptionalLong.of(length), writer));
    }

    /** With server-sent events. */
    public Response events(Body.EventSource source) {
        return header("Content-Type", "text/event-stream")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .body(new Body.Events(source));
    }

    /** 200 to 599. */
    public int status() {
        return status;
    }

    /** The headers, but for those about the body's length and the connection, which the adapter adds. */
    public Headers headers() {
        return headers;
    }

    /** The body. */
    public Body body() {
        return body;
    }
}
