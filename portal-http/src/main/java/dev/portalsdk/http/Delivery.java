package dev.portalsdk.http;

import dev.portalsdk.http.exchange.Body;
import dev.portalsdk.http.exchange.Filter;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Headers;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Sends no more than is needed: nothing where the client has it already, and compressed what can be. */
final class Delivery implements Filter {
    private static final int WORTH_COMPRESSING = 1024;
    private static final int ETAG_BYTES = 18;
    private static final Pattern TEXT =
            Pattern.compile("(text/(?!event-stream).*|application/(json|javascript|xml)|image/svg\\+xml)(;.*)?");

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern GZIP =
            Pattern.compile("(x-)?gzip(\\s*;\\s*q=(1(\\.0*)?|0?\\.\\d*[1-9]\\d*))?", Pattern.CASE_INSENSITIVE);

    @Override
    public Response apply(Request request, Handler next) throws Exception {
        Response response = next.handle(request);
        boolean read = List.of("GET", "HEAD").contains(request.method());
        if (read && response.status() == 200) {
            response = conditional(request, response);
        }
        return compressible(response) ? compressed(request, response) : response;
    }

    private static Response conditional(Request request, Response response) {
        Response named = response;
        if (!response.headers().has("ETag")) {
            if (!(response.body() instanceof Body.Bytes bytes)) {
                return response;
            }
            named = response.header("ETag", etag(bytes));
        }
        String etag = named.headers().first("ETag").orElseThrow();
        return matches(request.headers(), etag)
                ? Response.status(304).headers(named.headers().without("Content-Type"))
                : named;
    }

    private static String etag(Body.Bytes body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.content());
            return "W/\"" + Base64.getUrlEncoder().encodeToString(hash).substring(0, ETAG_BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** As RFC 9110 has it, without regard to weakness. */
    private static boolean matches(Headers headers, String etag) {
        String opaque = opaque(etag);
        return listed(headers, "If-None-Match")
                .anyMatch(known -> known.equals("*") || opaque(known).equals(opaque));
    }

    private static String opaque(String etag) {
        return etag.startsWith("W/") ? etag.substring(2) : etag;
    }

    /** The members of a list, which may come in several headers. */
    private static Stream<String> listed(Headers headers, String name) {
        return headers.all(name).stream().flatMap(COMMA::splitAsStream).map(String::strip);
    }

    private static boolean compressible(Response response) {
        return response.status() == 200
                && !(response.body() instanceof Body.Events)
                && !response.headers().has("Content-Encoding")
                && response.body().length().orElse(Long.MAX_VALUE) >= WORTH_COMPRESSING
                && TEXT.matcher(response.headers()
                                .first("Content-Type")
                                .orElse("")
                                .toLowerCase(Locale.ROOT))
                        .matches();
    }

    private static Response compressed(Request request, Response response) throws IOException {
        Response varied = response.addHeader("Vary", "Accept-Encoding");
        if (!acceptsGzip(request)) {
            return varied;
        }
        Response encoded = varied.header("Content-Encoding", "gzip");
        String type = response.headers().first("Content-Type").orElse("");
        if (response.body() instanceof Body.Bytes bytes) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            compress(bytes, out);
            return encoded.bytes(type, out.toByteArray());
        }
        return encoded.stream(type, out -> compress(response.body(), out));
    }

    private static void compress(Body body, OutputStream out) throws IOException {
        Gzip gzip = new Gzip(out);
        body.writeTo(gzip);
        gzip.finish();
    }

    private static boolean acceptsGzip(Request request) {
        return listed(request.headers(), "Accept-Encoding")
                .anyMatch(coding -> GZIP.matcher(coding).matches());
    }

    /** The fastest level: it is nearly as small, and a server has better to do. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
