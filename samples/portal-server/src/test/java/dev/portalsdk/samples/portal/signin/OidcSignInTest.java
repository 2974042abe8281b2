package dev.portalsdk.samples.portal.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code flow against an OpenID Connect provider on loopback. */
class OidcSignInTest {
    private static final IdentityProvider.Attempt ATTEMPT = new IdentityProvider.Attempt(
            "state", "verifier-verifier-verifier-verifier-verifier", "nonce", URI.create("http://localhost:7007/back"));

    private HttpServer server;
    private String base;
    private final Map<String, Object> claims = new HashMap<>();
    private final Map<String, String> asked = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://localhost:" + server.getAddress().getPort();
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        Map.of(
                                "issuer",
                                base,
                                "authorization_endpoint",
                                base + "/authorize",
                                "token_endpoint",
                                base + "/token")));
        server.createContext("/token", exchange -> {
            Parameters form =
                    Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            form.names().forEach(name -> asked.put(name, form.first(name).orElseThrow()));
            String body = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Value.of(claims).toJson().getBytes(StandardCharsets.UTF_8));
            answer(exchange, Map.of("access_token", "t", "id_token", "e30." + body + ".x"));
        });
        server.start();
        claims.putAll(Map.of(
                "iss",
                base,
                "aud",
                "client",
                "nonce",
                "nonce",
                "exp",
                Instant.now().getEpochSecond() + 60,
                "sub",
                "1",
                "preferred_username",
                "paula",
                "email",
                "paula@example.com",
                "name",
                "Paula"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, Map<String, Object> body) throws IOException {
        byte[] bytes = Value.of(body).toJson().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private IdentityProvider provider() {
        Value.Obj oidc = Value.Obj.of(
                "clientId",
                "client",
                "clientSecret",
                "hush",
                "metadataUrl",
                base + "/.well-known/openid-configuration");
        Value.Obj auth = Value.Obj.of(
                "environment", "production", "providers", Value.Obj.of("oidc", Value.Obj.of("production", oidc)));
        SignInConfig config = SignInConfig.of(
                Config.builder().value("test", Value.Obj.of("auth", auth)).build());
        assertFalse(config.guest());
        return config.providers().get(0);
    }

    @Test
    void whoTheProviderVouchesForIsLetIn() throws Exception {
        URI target = provider().authorization(ATTEMPT);
        Parameters query = Parameters.parse(target.getRawQuery());
        assertEquals("state", query.first("state").orElse(""));
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(ATTEMPT.verifier().getBytes(StandardCharsets.US_ASCII)));
        assertEquals(challenge, query.first("code_challenge").orElse(""));
        assertEquals(
                new IdentityProvider.Identity("paula", "paula@example.com", "Paula"),
                provider().identity("code", ATTEMPT));
        assertEquals(ATTEMPT.verifier(), asked.get("code_verifier"));
        assertEquals("hush", asked.get("client_secret"));
        assertEquals("code", asked.get("code"));
    }

    @Test
    void tokensOfOthersAreRefused() {
        refuses("iss", "https://evil.example", "another issuer");
        refuses("aud", "someone-else", "another application");
        refuses("nonce", "other", "another attempt");
        refuses("exp", 1, "expired");
    }

    private void refuses(String claim, Object value, String why) {
        Object before = claims.put(claim, value);
        IOException refused = assertThrows(IOException.class, () -> provider().identity("code", ATTEMPT));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        claims.put(claim, before);
    }

    @Test
    void anAddressThatIsNotVerifiedDoesNotCount() throws Exception {
        claims.put("email_verified", false);
        assertEquals("", provider().identity("code", ATTEMPT).email());
    }

    @Test
    void guestsEnterInDevelopmentOnly() {
        Value.Obj auth =
                Value.Obj.of("environment", "production", "providers", Value.Obj.of("guest", Value.Obj.empty()));
        Config config =
                Config.builder().value("test", Value.Obj.of("auth", auth)).build();
        assertThrows(ConfigException.class, () -> SignInConfig.of(config));
    }
}
