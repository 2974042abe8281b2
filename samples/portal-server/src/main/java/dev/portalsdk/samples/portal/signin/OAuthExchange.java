package dev.portalsdk.samples.portal.signin;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** The requests of OAuth's code flow (RFC 6749, 7636), over TLS but for hosts of this machine. Safe for many threads. */
final class OAuthExchange {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MAX_ANSWER = 1 << 20;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String clientId;
    private final Secret clientSecret;

    OAuthExchange(String clientId, Secret clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    String clientId() {
        return clientId;
    }

    URI authorization(URI endpoint, String scope, IdentityProvider.Attempt attempt) {
        String query = form(Map.of(
                "response_type",
                "code",
                "client_id",
                clientId,
                "redirect_uri",
                attempt.redirect().toString(),
                "scope",
                scope,
                "state",
                attempt.state(),
                "nonce",
                attempt.nonce(),
                "code_challenge",
                challenge(attempt.verifier()),
                "code_challenge_method",
                "S256"));
        return URI.create(endpoint + (endpoint.getQuery() == null ? "?" : "&") + query);
    }

    Value.Obj token(URI endpoint, String code, IdentityProvider.Attempt attempt) throws IOException {
        String body = form(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                attempt.redirect().toString(),
                "client_id",
                clientId,
                "client_secret",
                clientSecret.reveal(),
                "code_verifier",
                attempt.verifier()));
        HttpRequest request = request(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        Value.Obj answer = object(send(request));
        if (answer.string("access_token").isEmpty()) {
            throw new IOException(
                    "The provider gave no token: " + answer.string("error").orElse("no reason told"));
        }
        return answer;
    }

    Value get(URI endpoint, String accessToken) throws IOException {
        return send(request(endpoint)
                .header("Authorization", "Bearer " + accessToken)
                .GET()
                .build());
    }

    Value.Obj get(URI endpoint) throws IOException {
        return object(send(request(endpoint).GET().build()));
    }

    private static HttpRequest.Builder request(URI endpoint) {
        return HttpRequest.newBuilder(endpoint).timeout(PATIENCE).header("Accept", "application/json");
    }

    private Value send(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                String text = new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
                if (response.statusCode() != 200) {
                    throw new IOException("The provider answered " + response.statusCode());
                }
                return Value.parseJson(text);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("The provider's answer is no JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static Value.Obj object(Value value) throws IOException {
        return value.asObj().orElseThrow(() -> new IOException("The provider's answer is no object"));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
