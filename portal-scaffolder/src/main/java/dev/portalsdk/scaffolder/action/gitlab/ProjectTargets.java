package dev.portalsdk.scaffolder.action.gitlab;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.template.RepoUrl;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * The projects of GitLab that an action can get to.
 *
 * @param action its id, for messages
 * @param client for requests
 */
record ProjectTargets(String action, Integrations integrations, HttpClient client) {

    /** @throws ScaffolderException if the client would follow redirects, and so take a token elsewhere */
    ProjectTargets {
        ForgeApi.requireNoRedirects(client);
    }

    /**
     * What a {@code repoUrl} names.
     *
     * @param given token of the input; the integration's is used unless there is one
     * @throws ScaffolderException if it is no project of a configured GitLab, or there is no token
     */
    ProjectTarget of(String repoUrl, Optional<String> given) {
        RepoUrl url = RepoUrl.parse(repoUrl, host -> integrations.byHost(host).map(ScmIntegration::type));
        if (!(integrations.byHost(url.host()).orElse(null) instanceof GitLabIntegration integration)) {
            throw new ScaffolderException(
                    action + " works with GitLab; " + url.host() + " is configured as another forge");
        }
        Secret token = given.map(Secret::of)
                .or(integration::token)
                .orElseThrow(() -> new ScaffolderException("There is no token for " + url.host()
                        + "; configure one under integrations.gitlab or give the input token"));
        return new ProjectTarget(integration, url.project().orElse(url.slug()), token, client);
    }
}
