package dev.portalsdk.catalog.discovery;

import dev.portalsdk.integration.GitHubApp;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.ApiAnswer;
import dev.portalsdk.source.ApiRequest;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.RateLimitedException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.SourceException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What providers ask GitHub, mostly in GraphQL: page by page, waiting for its limits as long as a run may last. */
final class GitHubQuestions {
    /** GitHub's limit on a page. */
    static final int MAX_PAGE = 100;

    private static final int MAX_PAGES = 10_000;
    private static final ReadOptions PATIENT = ReadOptions.defaults()
            .withTimeout(Duration.ofMinutes(1))
            .withMaxWait(Duration.ofMinutes(65))
            .withMaxFileBytes(64L << 20);

    private static final String REPOSITORY = "id name url isArchived isFork visibility"
            + " repositoryTopics(first: 100) { nodes { topic { name } } }"
            + " defaultBranchRef { name target { oid } }";
    private static final String LIST = "query repositories($owner: String!, $first: Int!, $after: String%s) {"
            + " repositoryOwner(login: $owner) { repositories(first: $first, after: $after) {"
            + " pageInfo { hasNextPage endCursor } nodes { " + REPOSITORY + " %s } } } }";
    private static final String FILE_FACTS =
            "file: object(expression: $file) { __typename ... on Blob { oid byteSize isTruncated %s } }";
    private static final String READ = "query contents($ids: [ID!]!, $file: String!) {"
            + " nodes(ids: $ids) { ... on Repository { " + REPOSITORY + " " + FILE_FACTS.formatted("text") + " } } }";

    private final GitHubIntegration host;
    private final HostConnections connections;

    GitHubQuestions(GitHubIntegration host, HostConnections connections) {
        this.host = host;
        this.connections = connections;
    }

    /**
     * All repositories of a user or organization.
     *
     * @param file as in {@code HEAD:catalog-info.yaml}; whether it is there is asked too
     * @param pageSize 1..100
     */
    List<DiscoveredRepository> repositories(String owner, Optional<String> file, int pageSize) throws IOException {
        String query = file.isPresent()
                ? LIST.formatted(", $file: String!", FILE_FACTS.formatted(""))
                : LIST.formatted("", "");
        Value.Obj variables = Value.Obj.of("owner", owner);
        Value.Obj asked =
                file.map(path -> variables.with("file", Value.Str.of(path))).orElse(variables);
        return pages(owner, query, asked, pageSize, "/repositoryOwner/repositories").stream()
                .map(DiscoveredRepository::ofGraphQl)
                .toList();
    }

    /** These repositories, by their ids, with the text of a file. */
    List<DiscoveredRepository> contents(String owner, List<String> ids, String file, int pageSize) throws IOException {
        List<DiscoveredRepository> found = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += pageSize) {
            List<String> part = ids.subList(from, Math.min(ids.size(), from + pageSize));
            Value.Obj variables = Value.Obj.of("ids", Value.of(part), "file", file);
            Value data = ask(owner, READ, variables);
            for (Value node : data.at("/nodes")
                    .flatMap(Value::asArr)
                    .orElse(Value.Arr.empty())
                    .values()) {
                node.asObj().map(DiscoveredRepository::ofGraphQl).ifPresent(found::add);
            }
        }
        return found;
    }

    /**
     * The nodes of a connection, all pages of it.
     *
     * @param path where the connection is in the answer
     */
    List<Value.Obj> pages(String owner, String query, Value.Obj variables, int pageSize, String path)
            throws IOException {
        List<Value.Obj> nodes = new ArrayList<>();
        Value after = Value.Null.NULL;
        for (int page = 0; page < MAX_PAGES; page++) {
            Value data = ask(
                    owner,
                    query,
                    variables.with("first", Value.Num.of(pageSize)).with("after", after));
            Value.Obj connection = data.at(path)
                    .flatMap(Value::asObj)
                    .orElseThrow(() -> new SourceException(
                            host.graphQlUrl(), "there is no \"" + owner + "\", or the" + " credential may not see it"));
            connection.arr("nodes").orElse(Value.Arr.empty()).values().forEach(node -> node.asObj()
                    .ifPresent(nodes::add));
            Optional<Value.Obj> info = connection.obj("pageInfo");
            boolean more = info.flatMap(fields -> fields.get("hasNextPage"))
                    .filter(Value.Bool.TRUE::equals)
                    .isPresent();
            Optional<String> cursor = info.flatMap(fields -> fields.string("endCursor"));
            if (!more || cursor.isEmpty()) {
                return nodes;
            }
            after = Value.Str.of(cursor.get());
        }
        throw new SourceException(host.graphQlUrl(), "the listing has more than " + MAX_PAGES + " pages");
    }

    /** GraphQL answers its mistakes with 200; a part of an answer is no answer here. */
    private Value ask(String owner, String query, Value.Obj variables) throws IOException {
        ApiRequest request = ApiRequest.graphQl(host.graphQlUrl(), query, variables)
                .forOwner(owner)
                .withOptions(PATIENT);
        Value.Obj answer = connections.send(host, request).json().asObj().orElse(Value.Obj.empty());
        List<Value> errors = answer.arr("errors").map(Value.Arr::values).orElse(List.of());
        if (!errors.isEmpty()) {
            Value.Obj first = errors.get(0).asObj().orElse(Value.Obj.empty());
            if (first.string("type").filter("RATE_LIMITED"::equals).isPresent()) {
                throw new RateLimitedException(host.graphQlUrl(), Optional.empty());
            }
            throw new SourceException(
                    host.graphQlUrl(), first.string("message").orElse("GraphQL answers with an error"));
        }
        return answer.get("data").orElse(Value.Null.NULL);
    }

    /** Everybody who installed an app. */
    Set<String> installations(GitHubApp app) throws IOException {
        Set<String> owners = new LinkedHashSet<>();
        Optional<String> next = Optional.of(host.apiBaseUrl() + "/app/installations?per_page=" + MAX_PAGE);
        for (int page = 0; next.isPresent() && page < MAX_PAGES; page++) {
            ApiAnswer answer = connections.send(
                    host,
                    ApiRequest.get(next.get())
                            .withOptions(PATIENT)
                            .withToken(app.token(Clock.systemUTC().instant())));
            for (Value item : answer.json().asArr().orElse(Value.Arr.empty()).values()) {
                boolean suspended =
                        item.at("/suspended_at").flatMap(Value::asString).isPresent();
                item.at("/account/login")
                        .flatMap(Value::asString)
                        .filter(owner -> !suspended && app.serves(owner))
                        .ifPresent(owners::add);
            }
            next = answer.next();
        }
        return owners;
    }
}
