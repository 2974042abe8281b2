package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.template.RepoUrl;
import java.net.http.HttpClient;
import java.util.Optional;

/** A repository on GitHub and how to get there. */
record RepositoryTarget(GitHubIntegration integration, ScmUrl place, Secret token) {

    /**
     * What a {@code repoUrl} names.
     *
     * @param action for messages
     * @param given token of the input; the integration's unless there is one
     */
    static RepositoryTarget of(String action, String repoUrl, Optional<String> given, Integrations integrations) {
        RepoUrl url = RepoUrl.parse(repoUrl, host -> integrations.byHost(host).map(ScmIntegration::type));
        if (!(integrations.byHost(url.host()).orElse(null) instanceof GitHubIntegration integration)) {
            throw new ScaffolderException(
                    action + " works with GitHub; " + url.host() + " is configured as another forge");
        }
        ScmUrl place = integration
                .parse("https://" + url.host() + "/" + url.slug())
                .orElseThrow(() -> new ScaffolderException("\"" + repoUrl + "\" names no repository of " + url.host()));
        Secret token = given.map(Secret::of)
                .or(integration::token)
                .orElseThrow(() -> new ScaffolderException("There is no token for " + url.host()
                        + "; configure one under integrations.github or give the input token"));
        return new RepositoryTarget(integration, place, token);
    }

    GitHubApi api(HttpClient client) {
        return new GitHubApi(client, integration.apiBaseUrl(), token);
    }

    /** {@code owner/name}. */
    String slug() {
        return place.owner() + "/" + place.name();
    }

    String webUrl() {
        return place.repository().toString();
    }

    String contentsUrl(String branch) {
        return webUrl() + "/blob/" + branch;
    }

    /** Where Git pushes to. */
    String pushUrl() {
        return integration.cloneUrl(place);
    }

    /** The API's path of the repository, or of something below it. */
    String path(String rest) {
        return "/repos/" + WebUrl.encodeSegment(place.owner()) + "/" + WebUrl.encodeSegment(place.name()) + rest;
    }
}
