package dev.portalsdk.catalog.discovery;

import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.ApiAnswer;
import dev.portalsdk.source.ApiRequest;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.SourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What providers ask GitLab: page by page, waiting for its limits as long as a run may last. */
final class GitLabQuestions {
    /** GitLab's limit on a page. */
    static final int PAGE = 100;

    private static final int MAX_PAGES = 10_000;
    private static final ReadOptions PATIENT = ReadOptions.defaults()
            .withTimeout(Duration.ofMinutes(1))
            .withMaxWait(Duration.ofMinutes(65))
            .withMaxFileBytes(64L << 20);

    private static final String MEMBERS =
            "query members($group: ID!, $relations: [GroupMemberRelation!], $after: String) { group(fullPath: $group) {"
                    + " groupMembers(first: 100, relations: $relations, after: $after) {"
                    + " pageInfo { hasNextPage endCursor } nodes { user { username } } } } }";

    private final GitLabIntegration host;
    private final HostConnections connections;
    private final String owner;

    /** @param owner the group whose credential is used; empty for that of the server */
    GitLabQuestions(GitLabIntegration host, HostConnections connections, String owner) {
        this.host = host;
        this.connections = connections;
        this.owner = owner;
    }

    /**
     * A list, all pages of it.
     *
     * @param path below the root of the API, with a query
     */
    List<Value.Obj> all(String path) throws IOException {
        List<Value.Obj> found = new ArrayList<>();
        Optional<String> next = Optional.of(host.apiBaseUrl() + path);
        for (int page = 0; next.isPresent(); page++) {
            if (page == MAX_PAGES) {
                throw new SourceException(
                        host.apiBaseUrl() + path, "the listing has more than " + MAX_PAGES + " pages");
            }
            ApiAnswer answer = send(ApiRequest.get(next.get()));
            answer.json()
                    .asArr()
                    .orElseThrow(() -> new SourceException(host.apiBaseUrl() + path, "the answer is no list"))
                    .values()
                    .forEach(item -> item.asObj().ifPresent(found::add));
            next = answer.next();
        }
        return found;
    }

    /**
     * One thing.
     *
     * @param path below the root of the API
     */
    Value.Obj one(String path) throws IOException {
        String url = host.apiBaseUrl() + path;
        return send(ApiRequest.get(url))
                .json()
                .asObj()
                .orElseThrow(() -> new SourceException(url, "the answer is no object"));
    }

    private ApiAnswer send(ApiRequest request) throws IOException {
        return connections.send(host, request.forOwner(owner).withOptions(PATIENT));
    }

    /** The path of a group in the API. */
    static String group(String fullPath) {
        return "/groups/" + WebUrl.encodeSegment(fullPath);
    }

    /**
     * The user names of a group's members.
     *
     * @param relations as GitLab names them: {@code DIRECT}, {@code INHERITED}, {@code DESCENDANTS}, {@code SHARED_FROM_GROUPS}
     */
    List<String> members(String fullPath, List<String> relations) throws IOException {
        List<String> names = new ArrayList<>();
        Value after = Value.Null.NULL;
        for (int page = 0; page < MAX_PAGES; page++) {
            Value.Obj variables = Value.Obj.of("group", fullPath, "relations", Value.of(relations))
                    .with("after", after);
            Value members = ask(variables)
                    .at("/data/group/groupMembers")
                    .orElseThrow(() -> new SourceException(
                            graphQlUrl(), "the credential may not see the members of \"" + fullPath + "\""));
            for (Value node : members.at("/nodes")
                    .flatMap(Value::asArr)
                    .orElse(Value.Arr.empty())
                    .values()) {
                node.at("/user/username").flatMap(Value::asString).ifPresent(names::add);
            }
            Optional<Value> cursor = members.at("/pageInfo/endCursor")
                    .filter(text -> text.asString().isPresent());
            if (cursor.isEmpty() || !members.at("/pageInfo/hasNextPage").equals(Optional.of(Value.Bool.TRUE))) {
                return names;
            }
            after = cursor.get();
        }
        throw new SourceException(
                graphQlUrl(), "\"" + fullPath + "\" has more than " + MAX_PAGES + " pages of members");
    }

    private Value.Obj ask(Value.Obj variables) throws IOException {
        Value.Obj answer = send(ApiRequest.graphQl(graphQlUrl(), MEMBERS, variables))
                .json()
                .asObj()
                .orElse(Value.Obj.empty());
        Optional<String> mistake = answer.at("/errors/0/message").flatMap(Value::asString);
        if (mistake.isPresent()) {
            throw new SourceException(graphQlUrl(), mistake.get());
        }
        return answer;
    }

    private String graphQlUrl() {
        String rest = host.apiBaseUrl();
        return rest.endsWith("/v4") ? rest.replaceFirst("v4$", "graphql") : host.baseUrl() + "/api/graphql";
    }
}
