package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Forge;
import dev.portalsdk.scaffolder.action.internal.GitRemote;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * A repository on GitHub and how to get there.
 *
 * @param given token of the input
 * @param client for requests, which must not follow redirects
 */
record RepositoryTarget(GitHubIntegration integration, ScmUrl place, Optional<Secret> given, HttpClient client) {

    /** That neither the input nor the integration has one. */
    static ScaffolderException noToken(GitHubIntegration integration) {
        return new ScaffolderException("There is no token for " + integration.host()
                + "; configure one under integrations.github or give the input token");
    }

    /** The input's token, else what the integration has for the owner; asking for that may take requests. */
    Secret token() throws IOException {
        return given.isPresent()
                ? given.get()
                : integration
                        .access()
                        .credentials()
                        .forOwner(place.owner(), ForgeApi.exchange(Forge.GITHUB, client))
                        .orElseThrow(() -> noToken(integration));
    }

    ForgeApi api() throws IOException {
        return new ForgeApi(Forge.GITHUB, client, integration.apiBaseUrl(), token());
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
    GitRemote remote() throws IOException {
        return GitRemote.http(integration.cloneUrl(place), "x-access-token", token());
    }

    /** The API's path of the repository, or of something below it. */
    String path(String rest) {
        return "/repos/" + WebUrl.encodeSegment(place.owner()) + "/" + WebUrl.encodeSegment(place.name()) + rest;
    }
}
