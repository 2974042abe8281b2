package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.Filter;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every answer tells the browser, and which requests are not ours to answer.
 *
 * @param hosts that may stand in {@code Host}, without their port: a page of another name that resolves to this machine gets nothing
 * @param https whether the portal is reached over TLS
 */
public record SecurityHeaders(Set<String> hosts, boolean https) implements Filter {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Map<String, String> ALWAYS = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    public SecurityHeaders {
        hosts = Set.copyOf(hosts);
    }

    /** For a portal that is reached under these addresses, and from its own machine. */
    public static SecurityHeaders of(URI... addresses) {
        Set<String> hosts = Stream.concat(
                        Stream.of("localhost", "127.0.0.1", "[::1]"),
                        Stream.of(addresses).map(URI::getHost).filter(Objects::nonNull))
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new SecurityHeaders(hosts, Stream.of(addresses).anyMatch(uri -> "https".equals(uri.getScheme())));
    }

    @Override
    public Response apply(Request request, Handler next) throws Exception {
        String host = request.headers().first("Host").orElse("").replaceFirst(":\\d{1,5}$", "");
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new HttpException(421, "MisdirectedRequestError", "This server does not answer for that host");
        }
        Response response = next.handle(request);
        for (Map.Entry<String, String> header : ALWAYS.entrySet()) {
            if (!response.headers().has(header.getKey())) { // an answer may be stricter
                response = response.header(header.getKey(), header.getValue());
            }
        }
        return https ? response.header("Strict-Transport-Security", "max-age=31536000") : response;
    }
}
