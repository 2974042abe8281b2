package dev.portalsdk.techdocs.gcs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * The part of Cloud Storage's JSON API that a bucket of documentation needs, on loopback, written from its documentation: get,
 * media, multipart upload, list, delete, batch, and tokens for service accounts. Requests are counted, and refused when told so.
 */
@SuppressWarnings("ArrayRecordComponent") // none of them is compared
final class GcsServer implements AutoCloseable {
    static final String TOKEN = "granted";

    private static final int MAX_PAGE = 1_000;

    private record Stored(byte[] content, String mediaType, long generation) {}

    /** @param body of a part of a batch, or of the whole request */
    private record Request(String method, URI uri, Optional<String> range, byte[] body, String contentType) {
        Map<String, String> query() {
            Map<String, String> query = new LinkedHashMap<>();
            for (String part : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
                String[] pair = part.split("=", 2);
                query.put(pair[0], pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
            }
            return query;
        }

        /** The object that the path names; absent when it names a bucket's objects. */
        Optional<String> object() {
            String path = uri.getRawPath();
            int at = path.indexOf("/o/");
            return at < 0
                    ? Optional.empty()
                    : Optional.of(
                            URLDecoder.decode(path.substring(at + 3).replace("+", "%2B"), StandardCharsets.UTF_8));
        }
    }

    private record Answer(int status, String mediaType, byte[] body) {
        static Answer json(int status, Value value) {
            return new Answer(
                    status, "application/json; charset=utf-8", value.toJson().getBytes(StandardCharsets.UTF_8));
        }

        static Answer error(int status, String message) {
            return json(status, Value.Obj.of("error", Value.Obj.of("code", status, "message", message)));
        }
    }

    final AtomicInteger requests = new AtomicInteger();
    volatile int refuseEvery;
    private final NavigableMap<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final AtomicLong generations = new AtomicLong(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(12);
    private final HttpServer server;

    GcsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    void clear() {
        objects.clear();
    }

    String mediaType(String key) {
        return objects.get(key).mediaType();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")),
                    body(exchange),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                            .orElse(""));
            Answer answer = answer(request, exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return in.readAllBytes();
        }
    }

    private Answer answer(Request request, String authorization) throws IOException {
        if (request.uri().getPath().equals("/token")) {
            return Answer.json(200, Value.Obj.of("access_token", TOKEN, "token_type", "Bearer", "expires_in", 3600));
        }
        int number = requests.incrementAndGet();
        if (refuseEvery > 0 && number % refuseEvery == 0) {
            return Answer.error(429, "The rate of requests is too high");
        } else if (request.uri().getPath().startsWith("/batch/")) {
            return batch(request);
        }
        return ("Bearer " + TOKEN).equals(authorization) ? one(request) : Answer.error(401, "Invalid Credentials");
    }

    private Answer one(Request request) throws IOException {
        Optional<String> object = request.object();
        if (request.uri().getPath().startsWith("/upload/")) {
            return upload(request);
        } else if (object.isEmpty()) {
            return list(request.query());
        }
        Optional<Stored> stored = Optional.ofNullable(objects.get(object.get()))
                .filter(found -> Long.toString(found.generation())
                        .equals(request.query().getOrDefault("generation", Long.toString(found.generation()))));
        if (stored.isEmpty()) {
            return Answer.error(404, "No such object: " + object.get());
        } else if (request.method().equals("DELETE")) {
            objects.remove(object.get());
            return new Answer(204, "text/plain", new byte[0]);
        }
        return "media".equals(request.query().get("alt"))
                ? media(stored.get(), request.range())
                : Answer.json(200, resource(object.get(), stored.get()));
    }

    private static Answer media(Stored stored, Optional<String> range) {
        if (range.isEmpty()) {
            return new Answer(200, stored.mediaType(), stored.content());
        }
        String[] bounds = range.get().substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(bounds[0]);
        int to = bounds[1].isEmpty()
                ? stored.content().length
                : (int) Math.min(stored.content().length, Long.parseLong(bounds[1]) + 1);
        return from >= stored.content().length
                ? Answer.error(416, "no such range")
                : new Answer(206, stored.mediaType(), Arrays.copyOfRange(stored.content(), from, to));
    }

    private static Value.Obj resource(String name, Stored stored) {
        return Value.Obj.builder()
                .put("kind", "storage#object")
                .put("name", name)
                .put("bucket", "docs")
                .put("generation", Long.toString(stored.generation()))
                .put("etag", "e" + stored.generation())
                .put("contentType", stored.mediaType())
                .put("size", Integer.toString(stored.content().length))
                .build();
    }

    private Answer list(Map<String, String> query) {
        String prefix = query.getOrDefault("prefix", "");
        int max = Math.min(MAX_PAGE, Integer.parseInt(query.getOrDefault("maxResults", "1000")));
        List<String> names =
                objects
                        .tailMap(query.getOrDefault("pageToken", prefix), !query.containsKey("pageToken"))
                        .keySet()
                        .stream()
                        .filter(name -> name.startsWith(prefix))
                        .limit(max + 1L)
                        .toList();
        Value.Obj.Builder answer = Value.Obj.builder().put("kind", "storage#objects");
        answer.put(
                "items",
                Value.of(names.stream()
                        .limit(max)
                        .map(name -> resource(name, objects.get(name)))
                        .toList()));
        if (names.size() > max) {
            answer.put("nextPageToken", names.get(max - 1));
        }
        return Answer.json(200, answer.build());
    }

    /** A multipart body: what the object is, then its bytes. */
    private Answer upload(Request request) throws IOException {
        List<Multipart.Part> parts = Multipart.parse(request.body(), request.contentType());
        Value.Obj about = Value.parseJson(new String(parts.get(0).body(), StandardCharsets.UTF_8))
                .asObj()
                .orElseThrow();
        String name = about.string("name").orElseThrow();
        Stored stored =
                new Stored(parts.get(1).body(), about.string("contentType").orElse(""), generations.incrementAndGet());
        objects.put(name, stored);
        return Answer.json(200, resource(name, stored));
    }

    /** Requests within a request, each with a head of its own; at most a hundred, as the service has it. */
    private Answer batch(Request request) throws IOException {
        List<Multipart.Part> parts = Multipart.parse(request.body(), request.contentType());
        if (parts.size() > 100) {
            return Answer.error(400, "too many parts");
        }
        StringBuilder answers = new StringBuilder();
        for (Multipart.Part part : parts) {
            String head = new String(part.body(), StandardCharsets.UTF_8);
            String[] line = head.split("\r\n", 2)[0].split(" ");
            Answer one = head.contains("Bearer " + TOKEN)
                    ? one(new Request(line[0], URI.create(line[1]), Optional.empty(), new byte[0], ""))
                    : Answer.error(401, "Invalid Credentials");
            answers.append("--parts\r\nContent-Type: application/http\r\nContent-ID: <response-")
                    .append(part.headers().getOrDefault("content-id", "").replaceAll("[<>]", ""))
                    .append(">\r\n\r\nHTTP/1.1 ")
                    .append(one.status())
                    .append(" X\r\nContent-Type: application/json\r\nContent-Length: ")
                    .append(one.body().length)
                    .append("\r\n\r\n")
                    .append(new String(one.body(), StandardCharsets.UTF_8))
                    .append("\r\n");
        }
        return new Answer(
                200,
                "multipart/mixed; boundary=parts",
                answers.append("--parts--\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }
}
