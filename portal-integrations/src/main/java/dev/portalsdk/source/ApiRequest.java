package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request to the API of a host of source code. Immutable; each method gives a copy. */
public final class ApiRequest {
    private final String method;
    private final String url;
    private final Map<String, String> headers;
    private final Optional<String> body;
    private final boolean repeatable;
    private final Optional<String> owner;
    private final ReadOptions options;

    private ApiRequest(
            String method,
            String url,
            Map<String, String> headers,
            Optional<String> body,
            boolean repeatable,
            Optional<String> owner,
            ReadOptions options) {
        this.method = method;
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.repeatable = repeatable;
        this.owner = owner;
        this.options = options;
    }

    /** Reads. */
    public static ApiRequest get(String url) {
        return new ApiRequest("GET", url, Map.of(), Optional.empty(), true, Optional.empty(), ReadOptions.defaults());
    }

    /**
     * Asks a question in GraphQL, which may be repeated after a fault.
     *
     * @param variables as in the query
     */
    public static ApiRequest graphQl(String url, String query, Value.Obj variables) {
        String body = Value.Obj.of("query", query, "variables", variables).toJson();
        return new ApiRequest("POST", url, Map.of(), Optional.of(body), true, Optional.empty(), ReadOptions.defaults())
                .header("Content-Type", "application/json");
    }

    /**
     * Sends JSON, once.
     *
     * @param method POST, PUT, PATCH or DELETE
     */
    public static ApiRequest sending(String method, String url, Value body) {
        return new ApiRequest(
                        method,
                        url,
                        Map.of(),
                        Optional.of(body.toJson()),
                        false,
                        Optional.empty(),
                        ReadOptions.defaults())
                .header("Content-Type", "application/json");
    }

    /** Adds a header, or replaces it. Credentials are added by the connections. */
    public ApiRequest header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new ApiRequest(method, url, all, body, repeatable, owner, options);
    }

    /** With the credential for what belongs to this user, organization or group, not the host's general one. */
    public ApiRequest forOwner(String name) {
        return new ApiRequest(
                method, url, headers, body, repeatable, Optional.of(Objects.requireNonNull(name)), options);
    }

    /** With this credential. */
    public ApiRequest withToken(Secret token) {
        return withOptions(options.withToken(token));
    }

    /** Only if it is not what it was; an answer that has not changed has the status 304. */
    public ApiRequest ifChangedFrom(Optional<String> etag) {
        return withOptions(options.withEtag(etag));
    }

    /** With other limits and credentials. */
    public ApiRequest withOptions(ReadOptions other) {
        return new ApiRequest(method, url, headers, body, repeatable, owner, other);
    }

    String method() {
        return method;
    }

    String url() {
        return url;
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<String> body() {
        return body;
    }

    boolean repeatable() {
        return repeatable;
    }

    Optional<String> owner() {
        return owner;
    }

    ReadOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return method + " " + url;
    }
}
