package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Forge;
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
                        .forOwner(place.owner(), this::exchange)
                        .orElseThrow(() -> noToken(integration));
    }

    /** One request of those that it takes to get a token. @return the answer; empty if there is no such thing */
    private Optional<Value> exchange(String method, String url, Secret by) throws IOException {
        try {
            Answer answer = new ForgeApi(Forge.GITHUB, client, url, by).send(method, "");
            return answer.status() == 404
                    ? Optional.empty()
                    : Optional.of(ForgeApi.orThrow(answer, "give a token").json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for a token", e);
        }
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
    String pushUrl() {
        return integration.cloneUrl(place);
    }

    /** The API's path of the repository, or of something below it. */
    String path(String rest) {
        return "/repos/" + WebUrl.encodeSegment(place.owner()) + "/" + WebUrl.encodeSegment(place.name()) + rest;
    }
}
