package dev.portalsdk.fakes;

import com.sun.net.httpserver.HttpExchange;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One request and its answer, with the body read within a limit. */
final class ForgeExchange {
    private final HttpExchange exchange;
    private final byte[] body;
    private int status;
    private Runnable beforeAnswer = () -> {};

    private ForgeExchange(HttpExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** Empty if the body is larger than the limit. */
    static Optional<ForgeExchange> read(HttpExchange exchange, int maxBytes) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(maxBytes + 1);
        return body.length > maxBytes ? Optional.empty() : Optional.of(new ForgeExchange(exchange, body));
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** Still encoded. */
    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    String rawQuery() {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    }

    /** The decoded parts of the path from an index on. */
    List<String> segments() {
        return Arrays.stream(rawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> decode(part.replace("+", "%2B")))
                .toList();
    }

    Optional<String> query(String name) {
        return Arrays.stream(rawQuery().split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decode(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    byte[] body() {
        return body;
    }

    /** Empty if the body is no JSON object. */
    Optional<Value.Obj> json() {
        try {
            return Value.parseJson(new String(body, StandardCharsets.UTF_8)).asObj();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The token of any of the forms that GitHub takes: Bearer, token, or Basic with the token as password or user. */
    List<String> credentials() {
        String header = header("Authorization").orElse("");
        String value = header.substring(header.indexOf(' ') + 1).strip();
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return header.isEmpty() ? List.of() : List.of(value);
        }
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? List.of(pair) : List.of(pair.substring(colon + 1), pair.substring(0, colon));
        } catch (IllegalArgumentException e) {
            return List.of("");
        }
    }

    /** Runs once, before the first byte of the answer is sent: whoever has the answer finds done what this does. */
    void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    private void answering(int code) {
        status = code;
        Runnable action = beforeAnswer;
        beforeAnswer = () -> {};
        action.run();
    }

    ForgeExchange set(String header, String value) {
        exchange.getResponseHeaders().set(header, value);
        return this;
    }

    void send(int code, String contentType, byte[] content) throws IOException {
        answering(code);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        boolean empty = content.length == 0 || method().equals("HEAD");
        exchange.sendResponseHeaders(code, empty ? -1 : content.length);
        if (!empty) {
            exchange.getResponseBody().write(content);
        }
    }

    void send(int code, Value json) throws IOException {
        send(code, "application/json; charset=utf-8", json.toJson().getBytes(StandardCharsets.UTF_8));
    }

    void sendNothing(int code) throws IOException {
        answering(code);
        exchange.sendResponseHeaders(code, -1);
    }

    /** Promises more than it sends. */
    void breakOff() throws IOException {
        answering(200);
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        // Closing a stream that is not full fails, and with it the connection.
    }

    /** GitHub's form of an error. */
    void fail(int code, String message) throws IOException {
        send(code, error(code, message));
    }

    static Value.Obj error(int code, String message) {
        return Value.Obj.builder()
                .put("message", message)
                .put("documentation_url", "https://docs.github.com/rest")
                .put("status", String.valueOf(code))
                .build();
    }

    /** Sends the content unless the client has it already. */
    void sendTagged(String etag, String contentType, byte[] content) throws IOException {
        String tag = "\"" + etag + "\"";
        set("ETag", tag);
        if (header("If-None-Match")
                .filter(known -> known.replace("W/", "").equals(tag))
                .isPresent()) {
            sendNothing(304);
        } else {
            send(200, contentType, content);
        }
    }

    RecordedRequest recorded(boolean git) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String first = values.isEmpty() ? "" : values.get(0);
            boolean secret = name.equalsIgnoreCase("authorization");
            headers.put(name.toLowerCase(Locale.ROOT), secret ? first.replaceAll(" .*", "") : first);
        });
        return new RecordedRequest(
                method(), rawPath(), rawQuery(), headers, RecordedRequest.describe(body, git), status);
    }
}
