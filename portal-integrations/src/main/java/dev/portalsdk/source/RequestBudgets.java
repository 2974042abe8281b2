package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.source.HttpFetch.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What hosts have said about how much more may be asked of them: whoever asks next, from whatever part of the portal, waits
 * until the host answers again.
 *
 * <p>Hosts count by credential and by part of their API (GitHub: GraphQL and search apart from the rest), and so does this.
 */
final class RequestBudgets {
    private static final int MAX_KEYS = 10_000;

    private final Clock clock;
    private final Pause pause;
    private final Map<Key, Instant> closedUntil = new ConcurrentHashMap<>();

    RequestBudgets(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** What a host counts together. */
    record Key(String origin, String part, Optional<Secret> token) {
        static Key of(WebUrl url, Optional<Secret> token) {
            String path = url.path();
            String part = path.endsWith("/graphql") ? "graphql" : path.contains("/search/") ? "search" : "";
            return new Key(url.scheme() + "://" + url.hostAndPort(), part, token);
        }
    }

    /**
     * Waits until the host answers again, if it has said that it does not.
     *
     * @param patience how long at most
     * @return how long it took
     * @throws RateLimitedException at once, if that would be longer
     */
    Duration await(Key key, String shown, Duration patience) throws IOException {
        Instant until = closedUntil.get(key);
        if (until == null) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(clock.instant(), until);
        if (wait.isNegative() || wait.isZero()) {
            closedUntil.remove(key, until);
            return Duration.ZERO;
        }
        if (wait.compareTo(patience) > 0) {
            throw new RateLimitedException(shown, Optional.of(wait));
        }
        pause.sleep(wait, shown);
        return wait;
    }

    /** Notes what an answer says about the next request. */
    void note(Key key, Answer answer) {
        Optional<Duration> wait = answer.isRateLimited() || answer.saysNothingIsLeft()
                ? Versions.retryAfter(answer, clock)
                : Optional.empty();
        if (wait.isPresent()) {
            if (closedUntil.size() > MAX_KEYS) {
                closedUntil.clear();
            }
            closedUntil.put(key, clock.instant().plus(wait.get()));
        }
    }
}
