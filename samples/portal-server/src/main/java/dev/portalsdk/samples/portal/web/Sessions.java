package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions that live in a sealed cookie; the server remembers only those that ended early.
 *
 * <p>Safe for many threads. Where several nodes share the seal, each remembers the endings that it saw itself.
 */
public final class Sessions {
    private static final String COOKIE = "portal-session";
    private static final Duration AGE = Duration.ofHours(8);

    private final Seal seal;
    private final Cookies cookies;
    private final Clock clock;
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    public Sessions(Seal seal, Cookies cookies, Clock clock) {
        this.seal = seal;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** The session that a request belongs to, if it carries one that is still valid. */
    public Optional<Session> of(Request request) {
        return cookies.read(request, COOKIE)
                .flatMap(text -> seal.open(COOKIE, text))
                .map(Session::parse)
                .filter(session -> session.expires().isAfter(clock.instant()) && !ended.containsKey(session.id()));
    }

    /** A session that begins now: at the first visit, at sign-in and at sign-out, so that none from before is carried over. */
    public Session begin(Optional<Session.User> user) {
        return Session.begin(user, clock.instant().plus(AGE));
    }

    /** From now on the session is no longer accepted. */
    public void end(Session session) {
        Instant now = clock.instant();
        ended.values().removeIf(expiry -> expiry.isBefore(now));
        ended.put(session.id(), session.expires());
    }

    /** The {@code Set-Cookie} that carries a session. */
    public String cookie(Session session) {
        return cookies.set(COOKIE, seal.seal(COOKIE, session.toJson()), AGE);
    }
}
