package dev.portalsdk.samples.portal.signin;

import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.signin.IdentityProvider.Attempt;
import dev.portalsdk.samples.portal.web.Cookies;
import dev.portalsdk.samples.portal.web.LocalPath;
import dev.portalsdk.samples.portal.web.Seal;
import dev.portalsdk.samples.portal.web.Session;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Attempts to sign in with a provider, each kept by the browser that makes it, sealed, for ten minutes. Safe for many threads. */
final class Attempts {
    private static final String COOKIE = "portal-sign-in";
    private static final Duration AGE = Duration.ofMinutes(10);

    private final Seal seal;
    private final Cookies cookies;
    private final Clock clock;

    /**
     * An attempt that a browser carries.
     *
     * @param next where in the portal it leads when it succeeds
     */
    record Begun(Attempt attempt, String next) {}

    Attempts(Seal seal, Cookies cookies, Clock clock) {
        this.seal = seal;
        this.cookies = cookies;
        this.clock = clock;
    }

    /**
     * An attempt that nobody can guess.
     *
     * @param redirect where the provider sends the browser
     * @param next where that is led then; anything but a path of the portal is its first page
     */
    static Begun begin(URI redirect, String next) {
        return new Begun(
                new Attempt(Session.token(), Session.token() + Session.token(), Session.token(), redirect),
                LocalPath.orRoot(next));
    }

    /** The {@code Set-Cookie} that keeps an attempt with a provider. */
    String cookie(String provider, Begun begun) {
        Value.Obj kept = Value.Obj.builder()
                .put("state", begun.attempt().state())
                .put("verifier", begun.attempt().verifier())
                .put("nonce", begun.attempt().nonce())
                .put("next", begun.next())
                .put("expires", clock.instant().plus(AGE).getEpochSecond())
                .build();
        return cookies.set(COOKIE, seal.seal(purpose(provider), kept.toJson()), AGE);
    }

    /** The attempt with a provider that a request carries, if it is not over and the provider's answer is the one to it. */
    Optional<Begun> of(Request request, String provider, String state, URI redirect) {
        return cookies.read(request, COOKIE)
                .flatMap(text -> seal.open(purpose(provider), text))
                .flatMap(json -> Value.parseJson(json).asObj())
                .filter(kept -> kept.string("state").filter(state::equals).isPresent())
                .filter(this::lasts)
                .map(kept -> new Begun(
                        new Attempt(
                                state,
                                kept.string("verifier").orElseThrow(),
                                kept.string("nonce").orElseThrow(),
                                redirect),
                        kept.string("next").orElse("/")));
    }

    /** A browser may keep a cookie for longer than it was told to. */
    private boolean lasts(Value.Obj kept) {
        return kept.get("expires").orElse(Value.Null.NULL) instanceof Value.Num expires
                && clock.instant().getEpochSecond() < expires.longValue();
    }

    /** What is sealed for one provider is nothing to another. */
    private static String purpose(String provider) {
        return COOKIE + ":" + provider;
    }

    /** The {@code Set-Cookie} that ends an attempt. */
    String over() {
        return cookies.clear(COOKIE);
    }
}
