package dev.portalsdk.scaffolder.action.gitlab;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Forge;
import dev.portalsdk.scaffolder.action.internal.GitRemote;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * A project on GitLab and how to get there.
 *
 * @param id {@code group/subgroup/name}, or its number
 * @param token of the input, or the integration's
 * @param client for requests, which must not follow redirects
 */
record ProjectTarget(GitLabIntegration integration, String id, Secret token, HttpClient client) {

    ForgeApi api() {
        return api(token);
    }

    /** As the integration's own token sees it, whichever the input has. */
    Optional<ForgeApi> apiOfIntegration() {
        return integration.token().map(this::api);
    }

    private ForgeApi api(Secret by) {
        return new ForgeApi(Forge.GITLAB, client, integration.apiBaseUrl(), by);
    }

    /** The group or user. */
    String owner() {
        return id.substring(0, Math.max(0, id.lastIndexOf('/')));
    }

    String name() {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /** The project of another name in the same group. */
    ProjectTarget named(String name) {
        return at(owner() + "/" + name);
    }

    ProjectTarget at(String path) {
        return new ProjectTarget(integration, path, token, client);
    }

    /** Its page; of one that is known by its number, the one that leads there. */
    String webUrl() {
        return id.contains("/") ? place().repository().toString() : root() + "/projects/" + id;
    }

    /** Where Git pushes to, if it is known by its path. */
    GitRemote remote() {
        return GitRemote.http(integration.cloneUrl(place()), "oauth2", token);
    }

    private ScmUrl place() {
        return integration
                .parse(root() + "/" + WebUrl.encodePath(id))
                .orElseThrow(() -> new ScaffolderException("\"" + id + "\" names no project of " + integration.host()));
    }

    private String root() {
        String path = WebUrl.parse(integration.baseUrl())
                .map(base -> String.join("/", base.segments()))
                .orElse("");
        return "https://" + integration.host() + (path.isEmpty() ? "" : "/" + path);
    }

    /** The API's path of the project, or of something below it. */
    String path(String rest) {
        return "/projects/" + WebUrl.encodeSegment(id) + rest;
    }
}
