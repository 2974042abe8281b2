package dev.portalsdk.integration;

import java.util.Map;
import java.util.Optional;

/** GitHub's REST API (version 2022-11-28), and its raw service for what needs no token. */
final class GitHubRestApi implements ScmApi {
    private static final Map<String, String> RAW = Map.of("Accept", "application/vnd.github.raw+json");
    private static final Map<String, String> SHA = Map.of("Accept", "application/vnd.github.sha");

    private final GitHubIntegration host;

    GitHubRestApi(GitHubIntegration host) {
        this.host = host;
    }

    /** As Backstage: the raw service does not count against the API's limits, but knows no fine-grained tokens. */
    @Override
    public Request file(ScmUrl place, boolean withToken) {
        String url = withToken ? host.contentsUrl(place) : host.rawUrl(place).orElseGet(() -> host.contentsUrl(place));
        return new Request(url, RAW);
    }

    @Override
    public Request commit(ScmUrl place) {
        String ref = WebUrl.encodeSegment(place.ref().orElse("HEAD"));
        return new Request(host.repositoryApiUrl(place) + "/commits/" + ref, SHA);
    }

    @Override
    public Optional<String> commitId(String answer) {
        return Optional.of(answer.strip()).filter(id -> id.matches("[0-9a-f]{40,64}"));
    }

    /** Without a token the API allows so few requests that Git, which is not counted, is the better way. */
    @Override
    public Optional<Request> archive(ScmUrl place, String commitId, boolean withToken) {
        return withToken
                ? Optional.of(new Request(host.repositoryApiUrl(place) + "/tarball/" + commitId, Map.of()))
                : Optional.empty();
    }
}
