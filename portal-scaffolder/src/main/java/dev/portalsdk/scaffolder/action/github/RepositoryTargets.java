package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.template.RepoUrl;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * The repositories of GitHub that an action can get to.
 *
 * @param action its id, for messages
 * @param client for requests
 */
record RepositoryTargets(String action, Integrations integrations, HttpClient client) {

    /** @throws ScaffolderException if the client would follow redirects, and so take a token elsewhere */
    RepositoryTargets {
        ForgeApi.requireNoRedirects(client);
    }

    /**
     * What a {@code repoUrl} names.
     *
     * @param given token of the input; the integration's is used unless there is one
     * @throws ScaffolderException if it is no repository of a configured GitHub, or there is no token
     */
    RepositoryTarget of(String repoUrl, Optional<String> given) {
        RepoUrl url = RepoUrl.parse(repoUrl, host -> integrations.byHost(host).map(ScmIntegration::type));
        if (!(integrations.byHost(url.host()).orElse(null) instanceof GitHubIntegration integration)) {
            throw new ScaffolderException(
                    action + " works with GitHub; " + url.host() + " is configured as another forge");
        }
        ScmUrl place = integration
                .parse("https://" + url.host() + "/" + url.slug())
                .orElseThrow(() -> new ScaffolderException("\"" + repoUrl + "\" names no repository of " + url.host()));
        if (given.isEmpty()
                && integration.token().isEmpty()
                && integration.apps().isEmpty()) {
            throw RepositoryTarget.noToken(integration);
        }
        return new RepositoryTarget(integration, place, given.map(Secret::of), client);
    }
}
