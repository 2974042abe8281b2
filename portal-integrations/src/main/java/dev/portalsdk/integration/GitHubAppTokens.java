package dev.portalsdk.integration;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of the installations of GitHub Apps, one per owner, each kept until shortly before it expires.
 *
 * <p>As Backstage's GithubAppCredentialsMux: the first app that is installed at an owner counts; where none is, the host's own
 * token does. Unlike there, an owner is looked up by itself instead of in the list of all installations.
 */
final class GitHubAppTokens implements ScmCredentials {
    /** GitHub's tokens last an hour; what is given must outlast a long read. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final Duration NOT_INSTALLED = Duration.ofMinutes(10);
    private static final int MAX_OWNERS = 10_000;

    private final String apiBaseUrl;
    private final List<GitHubApp> apps;
    private final Optional<Secret> otherwise;
    private final Clock clock;
    private final Map<String, Lent> tokens = new ConcurrentHashMap<>();

    GitHubAppTokens(String apiBaseUrl, List<GitHubApp> apps, Optional<Secret> otherwise, Clock clock) {
        this.apiBaseUrl = apiBaseUrl;
        this.apps = List.copyOf(apps);
        this.otherwise = otherwise;
        this.clock = clock;
    }

    /** One owner's token; threads that want it while it is being fetched wait for the one that fetches. */
    private static final class Lent {
        private @Nullable Secret token;
        private Instant until = Instant.MIN;
    }

    @Override
    public Optional<Secret> forOwner(String owner, Exchange exchange) throws IOException {
        if (tokens.size() > MAX_OWNERS) {
            tokens.clear();
        }
        Lent lent = tokens.computeIfAbsent(owner.toLowerCase(Locale.ROOT), key -> new Lent());
        synchronized (lent) {
            if (!clock.instant().isBefore(lent.until)) {
                renew(lent, owner, exchange);
            }
            return Optional.ofNullable(lent.token).or(() -> otherwise);
        }
    }

    @Override
    public boolean refused(Secret token) {
        return tokens.values().removeIf(lent -> {
            synchronized (lent) {
                return lent.token != null && token.equals(lent.token);
            }
        });
    }

    private void renew(Lent lent, String owner, Exchange exchange) throws IOException {
        for (GitHubApp app : apps) {
            Optional<Value.Obj> installation =
                    app.serves(owner) ? installation(app, owner, exchange) : Optional.empty();
            if (installation.isPresent()) {
                lend(lent, app, installation.get(), exchange);
                return;
            }
        }
        lent.token = null;
        lent.until = clock.instant().plus(NOT_INSTALLED);
    }

    private Optional<Value.Obj> installation(GitHubApp app, String owner, Exchange exchange) throws IOException {
        String url = apiBaseUrl + "/users/" + WebUrl.encodeSegment(owner) + "/installation";
        Optional<Value.Obj> found =
                exchange.send("GET", url, app.token(clock.instant())).flatMap(Value::asObj);
        if (found.flatMap(installation -> installation.string("suspended_at")).isPresent()) {
            throw new IOException(app + " is suspended at " + owner
                    + "; take the suspension back in the settings of the" + " installation");
        }
        return found;
    }

    private void lend(Lent lent, GitHubApp app, Value.Obj installation, Exchange exchange) throws IOException {
        String id = installation.get("id").map(Value::toString).orElse("");
        String url = apiBaseUrl + "/app/installations/" + WebUrl.encodeSegment(id) + "/access_tokens";
        Value.Obj answer = exchange.send("POST", url, app.token(clock.instant()))
                .flatMap(Value::asObj)
                .orElseThrow(() -> new IOException("installation " + id + " of " + app + " is gone"));
        String token =
                answer.string("token").orElseThrow(() -> new IOException(app + " got an answer without a token"));
        lent.token = Secret.of(token);
        lent.until = expiry(answer).minus(MARGIN);
    }

    private Instant expiry(Value.Obj answer) {
        try {
            return Instant.parse(answer.string("expires_at").orElse(""));
        } catch (DateTimeParseException e) {
            return clock.instant().plus(MARGIN.multipliedBy(2));
        }
    }
}
