package dev.portalsdk.scaffolder.action;

import dev.portalsdk.config.Secret;
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
 * GitHub's REST API, as one token sees it.
 *
 * <p>An answer that does not say whether the request was obeyed (none, or 5xx) is an {@code IOException}. Requests that may be repeated are, after
 * half a second and after two.
 */
final class GitHubApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));
    private static final Set<String> REPEATABLE = Set.of("GET", "PUT", "DELETE");
    private static final int MAX_ANSWER = 4 << 20;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client;
    private final String baseUrl;
    private final Secret token;

    GitHubApi(HttpClient client, String baseUrl, Secret token) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /** A client that takes the token nowhere else. */
    static HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** An answer that is a complete one; the body is null if there was none. */
    record Answer(int status, Value json) {
        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        Value.Obj body() {
            return json.asObj().orElse(Value.Obj.empty());
        }

        /** What GitHub says is wrong. */
        String problem() {
            List<String> parts = new ArrayList<>();
            body().string("message").ifPresent(parts::add);
            for (Value error : body().arr("errors").orElse(Value.Arr.empty()).values()) {
                error.asObj()
                        .flatMap(details -> details.string("message"))
                        .or(error::asString)
                        .ifPresent(parts::add);
            }
            return "HTTP " + status + (parts.isEmpty() ? "" : ", " + String.join(", ", parts));
        }

        /** What the answer must hold. */
        String require(String member) {
            return body().string(member)
                    .orElseThrow(() -> new ScaffolderException("GitHub's answer names no " + member));
        }

        /** What the answer must hold. */
        long requireNumber(String member) {
            if (body().get(member).orElse(Value.Null.NULL) instanceof Value.Num number) {
                return number.longValue();
            }
            throw new ScaffolderException("GitHub's answer names no " + member);
        }
    }

    /** One request of those that it takes to get a token. @return the answer; empty if there is no such thing */
    static Optional<Value> exchange(HttpClient client, String method, String url, Secret token) throws IOException {
        try {
            Answer answer = new GitHubApi(client, url, token).send(method, "", Optional.empty());
            return answer.status() == 404
                    ? Optional.empty()
                    : Optional.of(orThrow(answer, "give a token").json());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking for a token", e);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, Optional.empty());
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, Optional.empty());
    }

    Answer send(String method, String path, Value.Obj body) throws IOException, InterruptedException {
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
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token.reveal())
                .method(method, publisher)
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            Answer answer = new Answer(response.statusCode(), json(in.readNBytes(MAX_ANSWER)));
            if (answer.status() >= SERVER_ERROR) {
                throw new IOException("GitHub answered " + method + " " + path + " with " + answer.problem());
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

    /** The answer, if it is a good one. @throws ScaffolderException naming what was to be done and what GitHub said */
    static Answer orThrow(Answer answer, String what) {
        if (answer.succeeded()) {
            return answer;
        }
        String hint =
                switch (answer.status()) {
                    case 401 -> "; check the token of the integration";
                    case 403 -> "; the token may not do this";
                    default -> "";
                };
        throw new ScaffolderException("GitHub did not " + what + ": " + answer.problem() + hint);
    }
}
