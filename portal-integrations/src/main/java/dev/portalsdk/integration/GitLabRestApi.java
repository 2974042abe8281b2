package dev.portalsdk.integration;

import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.Optional;

/** GitLab's REST API, version 4. It takes every kind of token as Bearer (its documentation, "REST API authentication"). */
final class GitLabRestApi implements ScmApi {
    private final String base;

    GitLabRestApi(String base) {
        this.base = base;
    }

    static String project(String base, ScmUrl place) {
        return base + "/projects/" + WebUrl.encodeSegment(place.slug());
    }

    @Override
    public Request file(ScmUrl place, boolean withToken) {
        return new Request(
                project(base, place) + "/repository/files/" + WebUrl.encodeSegment(place.path()) + "/raw?ref="
                        + query(place.ref().orElse("HEAD")),
                Map.of());
    }

    @Override
    public Request commit(ScmUrl place) {
        return new Request(
                project(base, place) + "/repository/commits/"
                        + WebUrl.encodeSegment(place.ref().orElse("HEAD")) + "?stats=false",
                Map.of());
    }

    @Override
    public Optional<String> commitId(String answer) {
        try {
            return Value.parseJson(answer).asObj().flatMap(commit -> commit.string("id"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Request> archive(ScmUrl place, String commitId, boolean withToken) {
        return Optional.of(
                new Request(project(base, place) + "/repository/archive.tar.gz?sha=" + query(commitId), Map.of()));
    }

    private static String query(String text) {
        return WebUrl.encodeSegment(text).replace("+", "%2B").replace("&", "%26");
    }
}
