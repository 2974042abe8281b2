package dev.portalsdk.http.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request ends. The JDK's server reads some headers as a number or a coding that others, a proxy before it, read otherwise or leave out; then one
 * request could hide in the body of another. RFC 9112, 6.
 */
final class Framing {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final List<String> VERSIONS = List.of("HTTP/1.1", "HTTP/1.0");

    private Framing() {}

    /** What is wrong with it; such a request is not answered, and nothing after it is read. */
    static Optional<String> fault(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> lengths = headers.getOrDefault("Content-Length", List.of());
        List<String> codings = headers.getOrDefault("Transfer-Encoding", List.of());
        if (!VERSIONS.contains(exchange.getProtocol())) {
            return Optional.of("Only HTTP/1.1 and HTTP/1.0 are understood");
        } else if (lengths.size() + codings.size() > 1) {
            return Optional.of("A body has one Content-Length or one Transfer-Encoding");
        } else if (!lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())) {
            return Optional.of("Content-Length must be a number");
        } else if (!codings.stream().allMatch("chunked"::equalsIgnoreCase)) {
            return Optional.of("Transfer-Encoding must be chunked");
        }
        return Optional.empty();
    }
}
