package dev.portalsdk.samples.portal.signin;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code auth} says.
 *
 * @param guest whether people may enter without saying who they are: only while developing
 * @param providers who else may vouch for people
 */
public record SignInConfig(boolean guest, List<IdentityProvider> providers) {
    private static final String DEFAULT_SCOPE = "openid profile email";

    public SignInConfig {
        providers = List.copyOf(providers);
    }

    /**
     * Reads {@code auth.environment} and {@code auth.providers}, as Backstage does: of each provider the settings of that environment. A provider without a
     * {@code clientId}, such as one from a variable that is not set, is left out.
     *
     * @throws dev.portalsdk.config.ConfigException if a value is missing or wrong, or nobody could sign in
     */
    public static SignInConfig of(Config config) {
        String environment = config.string("auth.environment").orElse("development");
        boolean guest = environment.equals("development") && config.has("auth.providers.guest");
        List<IdentityProvider> providers = new ArrayList<>();
        settings(config, "github", environment).ifPresent(github -> providers.add(gitHub(github)));
        settings(config, "oidc", environment).ifPresent(oidc -> providers.add(oidc(oidc)));
        if (!guest && providers.isEmpty()) {
            throw config.missing(
                    "auth.providers", "a provider with its clientId, or guest while auth.environment is development");
        }
        return new SignInConfig(guest, providers);
    }

    private static Optional<Config> settings(Config config, String provider, String environment) {
        Config settings = config.at("auth.providers." + provider + "." + environment);
        return settings.string("clientId").filter(id -> !id.isBlank()).map(id -> settings);
    }

    private static OAuthExchange exchange(Config settings) {
        Secret secret = settings.secret("clientSecret")
                .orElseThrow(() -> settings.missing("clientSecret", "the secret that belongs to clientId"));
        return new OAuthExchange(settings.requireString("clientId"), secret);
    }

    private static IdentityProvider gitHub(Config settings) {
        Optional<String> enterprise = settings.string("enterpriseInstanceUrl").map(url -> url.replaceFirst("/+$", ""));
        return new GitHubProvider(
                exchange(settings),
                URI.create(enterprise.orElse("https://github.com")),
                URI.create(enterprise.map(url -> url + "/api/v3").orElse("https://api.github.com")));
    }

    private static IdentityProvider oidc(Config settings) {
        return new OidcProvider(
                exchange(settings),
                URI.create(settings.requireString("metadataUrl")),
                settings.string("scope").orElse(DEFAULT_SCOPE),
                Clock.systemUTC());
    }
}
