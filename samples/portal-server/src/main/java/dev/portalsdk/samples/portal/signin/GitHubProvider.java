package dev.portalsdk.samples.portal.signin;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** GitHub, or a GitHub Enterprise Server, {@code auth.providers.github}. */
final class GitHubProvider implements IdentityProvider {
    private final OAuthExchange exchange;
    private final URI web;
    private final URI api;

    /**
     * @param web {@code https://github.com} without a slash at the end
     * @param api {@code https://api.github.com}
     */
    GitHubProvider(OAuthExchange exchange, URI web, URI api) {
        this.exchange = exchange;
        this.web = web;
        this.api = api;
    }

    @Override
    public String id() {
        return "github";
    }

    @Override
    public String label() {
        return "GitHub";
    }

    @Override
    public URI authorization(Attempt attempt) {
        return exchange.authorization(URI.create(web + "/login/oauth/authorize"), "read:user user:email", attempt);
    }

    @Override
    public Identity identity(String code, Attempt attempt) throws IOException {
        String token = exchange.token(URI.create(web + "/login/oauth/access_token"), code, attempt)
                .string("access_token")
                .orElseThrow();
        Value.Obj user = OAuthExchange.object(exchange.get(URI.create(api + "/user"), token));
        String login = user.string("login").orElseThrow(() -> new IOException("GitHub told no login"));
        return new Identity(login, email(token), user.string("name").orElse(login));
    }

    /** The address that the profile shows may be anybody's: only one that GitHub has verified counts. */
    private String email(String token) throws IOException {
        Value emails = exchange.get(URI.create(api + "/user/emails"), token);
        return emails.asArr().stream()
                .flatMap(list -> list.values().stream())
                .flatMap(value -> value.asObj().stream())
                .filter(email -> email.get("verified").equals(Optional.of(Value.Bool.TRUE))
                        && email.get("primary").equals(Optional.of(Value.Bool.TRUE)))
                .flatMap(email -> email.string("email").stream())
                .findFirst()
                .orElse("");
    }
}
