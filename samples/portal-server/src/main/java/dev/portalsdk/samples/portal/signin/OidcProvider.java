package dev.portalsdk.samples.portal.signin;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Any OpenID Connect provider, {@code auth.providers.oidc}.
 *
 * <p>The ID token comes straight from the provider's token endpoint, whose TLS certificate vouches for it in place of its signature (OpenID Connect Core
 * 3.1.3.7, 6); what it says of issuer, audience, time and nonce is checked.
 */
final class OidcProvider implements IdentityProvider {
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final OAuthExchange exchange;
    private final URI metadataUrl;
    private final String scope;
    private final Clock clock;

    OidcProvider(OAuthExchange exchange, URI metadataUrl, String scope, Clock clock) {
        this.exchange = exchange;
        this.metadataUrl = metadataUrl;
        this.scope = scope;
        this.clock = clock;
    }

    @Override
    public String id() {
        return "oidc";
    }

    @Override
    public String label() {
        return "single sign-on";
    }

    @Override
    public URI authorization(Attempt attempt) throws IOException {
        return exchange.authorization(endpoint(exchange.get(metadataUrl), "authorization_endpoint"), scope, attempt);
    }

    @Override
    public Identity identity(String code, Attempt attempt) throws IOException {
        Value.Obj metadata = exchange.get(metadataUrl);
        Value.Obj tokens = exchange.token(endpoint(metadata, "token_endpoint"), code, attempt);
        Value.Obj claims = claims(tokens.string("id_token").orElseThrow(() -> new IOException("There is no ID token")));
        check(claims, metadata, attempt);
        boolean verified = !claims.get("email_verified").equals(Optional.of(Value.Bool.FALSE));
        String login = claims.string("preferred_username").orElse("");
        return new Identity(
                login,
                verified ? claims.string("email").orElse("") : "",
                claims.string("name")
                        .orElse(login.isEmpty() ? claims.string("sub").orElse("") : login));
    }

    private static URI endpoint(Value.Obj metadata, String name) throws IOException {
        return URI.create(metadata.string(name).orElseThrow(() -> new IOException("The provider names no " + name)));
    }

    private static Value.Obj claims(String token) throws IOException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new IOException("The ID token is no JWT");
        }
        try {
            return OAuthExchange.object(
                    Value.parseJson(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("The ID token cannot be read", e);
        }
    }

    private void check(Value.Obj claims, Value.Obj metadata, Attempt attempt) throws IOException {
        boolean audience =
                claims.string("aud").filter(exchange.clientId()::equals).isPresent()
                        || claims.arr("aud")
                                .filter(list -> list.strings().contains(exchange.clientId()))
                                .isPresent();
        long expires = claims.get("exp").orElse(Value.Null.NULL) instanceof Value.Num seconds ? seconds.longValue() : 0;
        if (claims.string("iss").isEmpty() || !claims.string("iss").equals(metadata.string("issuer"))) {
            throw new IOException("The ID token is of another issuer");
        }
        if (!audience) {
            throw new IOException("The ID token is for another application");
        }
        if (clock.instant().minus(SKEW).getEpochSecond() > expires) {
            throw new IOException("The ID token has expired");
        }
        if (claims.string("nonce").filter(attempt.nonce()::equals).isEmpty()) {
            throw new IOException("The ID token belongs to another attempt");
        }
    }
}
