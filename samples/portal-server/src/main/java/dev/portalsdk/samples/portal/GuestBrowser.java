package dev.portalsdk.samples.portal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** A browser of no frills that has entered as a guest: it keeps cookies and sends forms with their token. For one thread. */
final class GuestBrowser {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final URI portal;
    private final HttpClient client;
    // By hand: the JDK's CookieManager quotes values, as RFC 2965 did, and browsers do not.
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private GuestBrowser(URI portal) {
        this.portal = portal;
        this.client = HttpClient.newBuilder().build();
    }

    /** Opened at the portal, but nobody has signed in. */
    static GuestBrowser open(URI portal) {
        return new GuestBrowser(portal);
    }

    /** Signed in as a guest. */
    static GuestBrowser enter(URI portal) throws IOException, InterruptedException {
        GuestBrowser browser = open(portal);
        HttpResponse<String> answer = browser.post("/sign-in", "/sign-in/guest", Map.of());
        if (answer.statusCode() != 303) {
            throw new IOException("The portal does not let guests in: " + answer.statusCode());
        }
        return browser;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    /** Sends a form with the token of a page. */
    HttpResponse<String> post(String page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        String token = Jsoup.parse(get(page).body()).select("input[name=_csrf]").attr("value");
        return send(action, fields, token);
    }

    /** Sends a form with a token. */
    HttpResponse<String> send(String action, Map<String, String> fields, String token)
            throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&", "_csrf=" + encode(token) + "&", ""));
        return send(request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(portal + path)).timeout(PATIENCE);
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
