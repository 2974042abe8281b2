package dev.portalsdk.scaffolder.action.internal;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.ScmCredentials;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ScaffolderException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The REST API of a forge, as one token sees it.
 *
 * <p>An answer that does not say whether the request was obeyed (none, or 5xx) is an {@code IOException}. Requests that may be repeated are, after
 * half a second and after two.
 */
public final class ForgeApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));
    private static final Set<String> REPEATABLE = Set.of("GET", "PUT", "DELETE");
    private static final int MAX_ANSWER = 4 << 20;
    private static final int SERVER_ERROR = 500;

    private final Forge forge;
    private final HttpClient client;
    private final String baseUrl;
    private final Secret token;

    /** What forges ask for in every request. */
    @SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
    public enum Forge {
        /** Version 2022-11-28. */
        GITHUB("GitHub", "Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28"),
        /** Version 4. */
        GITLAB("GitLab", "Accept", "application/json");

        private final String label;
        private final List<String> headers;

        Forge(String label, String... headers) {
            this.label = label;
            this.headers = List.of(headers);
        }
    }

    /** @param client must not follow redirects: see {@link #requireNoRedirects} */
    public ForgeApi(Forge forge, HttpClient client, String baseUrl, Secret token) {
        this.forge = forge;
        this.client = client;
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /** A client that takes the token nowhere else. */
    public static HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The client. @throws ScaffolderException if it would follow redirects, and so take a token elsewhere */
    public static HttpClient requireNoRedirects(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new ScaffolderException("The client of actions with tokens must not follow redirects");
        }
        return client;
    }

    /**
     * An answer that is a complete one.
     *
     * @param json its body; null if there was none
     */
    public record Answer(Forge forge, int status, Value json) {
        /** Whether it was obeyed. */
        public boolean succeeded() {
            return status >= 200 && status < 300;
        }

        /** The body; empty if it is no object. */
        public Value.Obj body() {
            return json.asObj().orElse(Value.Obj.empty());
        }

        /** The same answer as if it had only this body: one of those that it lists. */
        public Answer with(Value one) {
            return new Answer(forge, status, one);
        }

        /** What it lists; nothing if its body is no list. */
        public List<Answer> list() {
            return json.asArr().orElse(Value.Arr.empty()).values().stream()
                    .map(this::with)
                    .toList();
        }

        /** What the forge says is wrong. */
        public String problem() {
            List<String> parts = new ArrayList<>();
            for (String member : List.of("message", "error", "error_description")) {
                body().get(member)
                        .map(said -> said.asString().orElseGet(said::toJson))
                        .ifPresent(parts::add);
            }
            for (Value error : body().arr("errors").orElse(Value.Arr.empty()).values()) {
                error.asObj()
                        .flatMap(details -> details.string("message"))
                        .or(error::asString)
                        .ifPresent(parts::add);
            }
            return "HTTP " + status + (parts.isEmpty() ? "" : ", " + String.join(", ", parts));
        }

        /** What the answer must hold. */
        public String require(String member) {
            return body().string(member)
                    .orElseThrow(() -> new ScaffolderException(forge.label + "'s answer names no " + member));
        }

        /** What the answer must hold. */
        public long requireNumber(String member) {
            if (body().get(member).orElse(Value.Null.NULL) instanceof Value.Num number) {
                return number.longValue();
            }
            throw new ScaffolderException(forge.label + "'s answer names no " + member);
        }
    }

    /** The requests that it takes to get a token which is only lent. */
    public static ScmCredentials.Exchange exchange(Forge forge, HttpClient client) {
        return (method, url, token) -> {
            try {
                Answer answer = new ForgeApi(forge, client, url, token).send(method, "");
                return answer.status() == 404
                        ? Optional.empty()
                        : Optional.of(orThrow(answer, "give a token").json());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while asking for a token", e);
            }
        };
    }

    /**
     * A request without a body.
     *
     * @param path below the API's root
     * @throws IOException if nobody knows whether it was obeyed
     */
    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path);
    }

    /** As {@link #get}. */
    public Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path);
    }

    /** As {@link #get}. */
    public Answer send(String method, String path) throws IOException, InterruptedException {
        return send(method, path, Optional.empty());
    }

    /** A request with a body. */
    public Answer send(String method, String path, Value.Obj body) throws IOException, InterruptedException {
        return send(method, path, Optional.of(body));
    }

    private Answer send(String method, String path, Optional<Value.Obj> body) throws IOException, InterruptedException {
        if (REPEATABLE.contains(method)) {
            for (Duration pause : PAUSES) {
                try {
                    return once(method, path, body);
                } catch (IOException e) {
                    Thread.sleep(pause.toMillis());
                }
            }
        }
        return once(method, path, body);
    }

    private Answer once(String method, String path, Optional<Value.Obj> body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher = body.map(
                        value -> HttpRequest.BodyPublishers.ofString(value.toJson(), StandardCharsets.UTF_8))
                .orElseGet(HttpRequest.BodyPublishers::noBody);
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(TIMEOUT)
                .headers(forge.headers.toArray(String[]::new))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token.reveal())
                .method(method, publisher)
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            Answer answer = new Answer(forge, response.statusCode(), json(in.readNBytes(MAX_ANSWER)));
            if (answer.status() >= SERVER_ERROR) {
                throw new IOException(forge.label + " answered " + method + " " + path + " with " + answer.problem());
            }
            return answer;
        }
    }

    private static Value json(byte[] body) {
        try {
            return Value.parseJson(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Value.Null.NULL; // the status says enough
        }
    }

    /** The answer, if it is a good one. @throws ScaffolderException naming what was to be done and what the forge said */
    public static Answer orThrow(Answer answer, String what) {
        if (answer.succeeded()) {
            return answer;
        }
        String hint =
                switch (answer.status()) {
                    case 401 -> "; check the token of the integration";
                    case 403 -> "; the token may not do this";
                    default -> "";
                };
        throw new ScaffolderException(answer.forge().label + " did not " + what + ": " + answer.problem() + hint);
    }
}
