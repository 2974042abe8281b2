package dev.portalsdk.http;

import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Headers;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks a handler without a server between. */
public final class Answers {
    private Answers() {}

    /** An answer, its body written out. */
    public static final class Answer {
        private final Response response;
        private final byte[] bytes;

        Answer(Response response, byte[] bytes) {
            this.response = response;
            this.bytes = bytes;
        }

        public int status() {
            return response.status();
        }

        public Headers headers() {
            return response.headers();
        }

        public byte[] bytes() {
            return bytes;
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public Value json() {
            return Value.parseJson(text());
        }
    }

    public static Answer get(Handler handler, String target) {
        return send(handler, Request.builder("GET", target).build());
    }

    public static Answer send(Handler handler, String method, String target, Optional<String> json) {
        Request.Builder request = Request.builder(method, target);
        json.ifPresent(text -> request.header("Content-Type", "application/json")
                .body(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
        return send(handler, request.build());
    }

    public static Answer send(Handler handler, Request request) {
        try {
            Response response = handler.handle(request);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            response.body().writeTo(body);
            return new Answer(response, body.toByteArray());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
