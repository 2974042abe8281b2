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

/** GitHub's REST API, as one token sees it. */
final class GitHubApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER = 4 << 20;

    private final HttpClient client;
    private final String baseUrl;
    private final Secret token;

    GitHubApi(HttpClient client, String baseUrl, Secret token) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /** An answer; the body is empty if there was none. */
    record Answer(int status, Value.Obj body) {
        boolean succeeded() {
            return status >= 200 && status < 300;
        }

        /** What GitHub says is wrong. */
        String problem() {
            List<String> parts = new ArrayList<>();
            body.string("message").ifPresent(parts::add);
            for (Value error : body.arr("errors").orElse(Value.Arr.empty()).values()) {
                error.asObj()
                        .flatMap(details -> details.string("message"))
                        .or(error::asString)
                        .ifPresent(parts::add);
            }
            return "HTTP " + status + (parts.isEmpty() ? "" : ", " + String.join(", ", parts));
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, Optional.empty());
    }

    Answer send(String method, String path, Value.Obj body) throws IOException, InterruptedException {
        return send(method, path, Optional.of(body));
    }

    private Answer send(String method, String path, Optional<Value.Obj> body) throws IOException, InterruptedException {
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
            return new Answer(response.statusCode(), json(in.readNBytes(MAX_ANSWER)));
        }
    }

    private static Value.Obj json(byte[] body) {
        try {
            return Value.parseJson(new String(body, StandardCharsets.UTF_8))
                    .asObj()
                    .orElse(Value.Obj.empty());
        } catch (IllegalArgumentException e) {
            return Value.Obj.empty(); // the status says enough
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
