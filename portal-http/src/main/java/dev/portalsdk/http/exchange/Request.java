package dev.portalsdk.http.exchange;

import dev.portalsdk.http.access.Principal;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request, as an adapter took it from its server. Immutable but for the body, which can be read once; {@code with…} gives copies that share it. */
public final class Request {
    private static final String LOOPBACK_HOST = "localhost";

    private final RequestLine line;
    private final Headers headers;
    private final RequestBody body;
    private final InetAddress remote;
    private final boolean secure;
    private final Principal principal;
    private final Map<String, String> pathParameters;
    private final int mounted;

    private Request(
            RequestLine line,
            Headers headers,
            RequestBody body,
            InetAddress remote,
            boolean secure,
            Principal principal,
            Map<String, String> pathParameters,
            int mounted) {
        this.line = line;
        this.headers = headers;
        this.body = body;
        this.remote = remote;
        this.secure = secure;
        this.principal = principal;
        this.pathParameters = pathParameters;
        this.mounted = mounted;
    }

    /**
     * Starts a request, for adapters and tests.
     *
     * @param target path and query as they were sent: {@code /entities?filter=kind%3Dapi}
     * @throws HttpException (400) if it does not start with a slash or holds a broken escape
     */
    public static Builder builder(String method, String target) {
        return new Builder(RequestLine.parse(method, target));
    }

    /** In upper case: {@code GET}. */
    public String method() {
        return line.method();
    }

    /** Path and query as they were sent, from where the router that handles it is mounted: {@code /entities?limit=1}. */
    public String target() {
        return line.targetFrom(mounted);
    }

    /** Path and query as they were sent, whole. */
    public String fullTarget() {
        return line.targetFrom(0);
    }

    /** The segments of the path, decoded, from where the router is mounted; the last is empty if the path ends in a slash. A segment may hold a slash. */
    public List<String> path() {
        return line.segments().subList(mounted, line.segments().size());
    }

    /** The query. */
    public Parameters query() {
        return line.query();
    }

    /** What stands at {@code {name}} of the route's pattern. */
    public String pathParameter(String name) {
        String found = pathParameters.get(name);
        if (found == null) {
            throw new IllegalArgumentException("The route has no parameter \"" + name + "\"");
        }
        return found;
    }

    /** The headers. */
    public Headers headers() {
        return headers;
    }

    /** A cookie. */
    public Optional<String> cookie(String name) {
        for (String header : headers.all("Cookie")) {
            for (String part : header.split(";")) {
                int equals = part.indexOf('=');
                if (equals > 0 && part.substring(0, equals).strip().equals(name)) {
                    return Optional.of(part.substring(equals + 1).strip());
                }
            }
        }
        return Optional.empty();
    }

    /** Who is at the other end of the connection: a proxy, if there is one. */
    public InetAddress remote() {
        return remote;
    }

    /** Whether the connection is encrypted, as far as the server knows. */
    public boolean secure() {
        return secure;
    }

    /** Who makes the request. */
    public Principal principal() {
        return principal;
    }

    /** What was sent with it; reading more than the limit fails with an {@link HttpException} (413). */
    public InputStream body() {
        return body;
    }

    /** All that was sent with it. */
    public byte[] bytes() throws IOException {
        return body.readAllBytes();
    }

    /**
     * The body as JSON.
     *
     * @throws HttpException 400 if it is none, 415 if it is declared to be something else
     */
    public Value json() throws IOException {
        checkType("application/json");
        try {
            return Value.parseJson(new String(bytes(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw HttpException.input(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The body as the fields of a form, {@code application/x-www-form-urlencoded}.
     *
     * @throws HttpException 400 if it is broken, 415 if it is declared to be something else
     */
    public Parameters form() throws IOException {
        checkType("application/x-www-form-urlencoded");
        return Parameters.parse(new String(bytes(), StandardCharsets.UTF_8));
    }

    /** A page of another site can send any text without being asked, but only under a few types: so the type counts. */
    private void checkType(String expected) {
        String type = headers.first("Content-Type").orElse("");
        int end = type.indexOf(';');
        if (!(end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(expected)) {
            throw new HttpException(
                    415,
                    "UnsupportedMediaTypeError",
                    "The body must be sent as " + expected + ", not "
                            + (type.isEmpty() ? "without a Content-Type" : type));
        }
    }

    /** This request, made by somebody. */
    public Request withPrincipal(Principal who) {
        return new Request(line, headers, body, remote, secure, who, pathParameters, mounted);
    }

    /** This request, with a body of at most so many bytes. */
    public Request withBodyLimit(long bytes) {
        return new Request(line, headers, body.limitedTo(bytes), remote, secure, principal, pathParameters, mounted);
    }

    /** This request, seen from a place below the root. */
    Request mountedAt(int segments, Map<String, String> parameters) {
        Map<String, String> all = parameters;
        if (!pathParameters.isEmpty()) {
            all = new HashMap<>(pathParameters);
            all.putAll(parameters);
        }
        return new Request(line, headers, body, remote, secure, principal, all, segments);
    }

    int mounted() {
        return mounted;
    }

    /** Builds a request; for one thread. */
    public static final class Builder {
        private final RequestLine line;
        private Headers headers = Headers.none();
        private RequestBody body = RequestBody.EMPTY;
        private InetAddress remote = InetAddress.getLoopbackAddress();
        private boolean secure;

        private Builder(RequestLine line) {
            this.line = line;
        }

        /** The headers. */
        public Builder headers(Headers all) {
            this.headers = all;
            return this;
        }

        /** One more header. */
        public Builder header(String name, String value) {
            this.headers = headers.adding(name, value);
            return this;
        }

        /** What is sent with it. */
        public Builder body(InputStream content) {
            this.body = new RequestBody(content, Long.MAX_VALUE);
            return this;
        }

        /** Who is at the other end of the connection; unless said otherwise, this machine. */
        public Builder remote(InetAddress address) {
            this.remote = address;
            return this;
        }

        /** Whether the connection is encrypted; unless said otherwise, it is not. */
        public Builder secure(boolean value) {
            this.secure = value;
            return this;
        }

        /** The request, made by nobody. */
        public Request build() {
            Headers all = headers.has("Host") ? headers : headers.with("Host", LOOPBACK_HOST);
            return new Request(line, all, body, remote, secure, Principal.nobody(), Map.of(), 0);
        }
    }

    /** The first line of a request, taken apart. */
    private record RequestLine(
            String method, String target, List<String> segments, List<Integer> starts, Parameters query) {
        private static final int MAX_SEGMENTS = 1_000;

        static RequestLine parse(String method, String target) {
            if (!target.startsWith("/")) {
                throw HttpException.input("The path must start with a slash");
            }
            int question = target.indexOf('?');
            String path = question < 0 ? target : target.substring(0, question);
            List<String> segments = new ArrayList<>();
            List<Integer> starts = new ArrayList<>();
            for (int start = 0; start < path.length(); ) {
                int slash = path.indexOf('/', start + 1);
                int end = slash < 0 ? path.length() : slash;
                segments.add(Escapes.decode(path.substring(start + 1, end), false));
                starts.add(start);
                start = end;
            }
            if (segments.size() > MAX_SEGMENTS) {
                throw HttpException.input("The path has more than " + MAX_SEGMENTS + " segments");
            }
            Parameters query = question < 0 ? Parameters.none() : Parameters.parse(target.substring(question + 1));
            return new RequestLine(method, target, List.copyOf(segments), List.copyOf(starts), query);
        }

        String targetFrom(int segment) {
            if (segment == 0) {
                return target;
            }
            if (segment < starts.size()) {
                return target.substring(starts.get(segment));
            }
            int question = target.indexOf('?');
            return question < 0 ? "/" : "/" + target.substring(question);
        }
    }
}
