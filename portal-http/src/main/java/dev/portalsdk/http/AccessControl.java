package dev.portalsdk.http;

import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.exchange.Authenticator;
import dev.portalsdk.http.exchange.Filter;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Lets nobody in without credentials. Where nobody was named who could check them, only this machine is let in: not a proxy on it, and no page that a browser
 * on it shows, be it by a name that somebody made to lead here.
 */
final class AccessControl {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final Pattern HERE =
            Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    private final List<Authenticator> authenticators;
    private final Refusals refusals;

    AccessControl(List<Authenticator> authenticators, Refusals refusals) {
        this.authenticators = List.copyOf(authenticators);
        this.refusals = refusals;
    }

    /** Finds out who asks; strangers pass as nobody. */
    Filter identification() {
        return (request, next) -> next.handle(request.withPrincipal(told(request, this::principal)));
    }

    private <T> T told(Request request, Function<Request, T> check) {
        try {
            return check.apply(request);
        } catch (HttpException e) {
            refusals.tell(request, e);
            throw e;
        }
    }

    private Principal principal(Request request) {
        try {
            for (Authenticator authenticator : authenticators) {
                Optional<Principal> found = authenticator.authenticate(request);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return Principal.nobody();
        } catch (IOException e) {
            throw HttpException.unavailable("Who you are cannot be told now; try again later");
        }
    }

    /** Turns strangers away. */
    Filter admission() {
        return (request, next) -> next.handle(told(request, this::admitted));
    }

    private Request admitted(Request request) {
        if (authenticators.isEmpty()) {
            checkHere(request);
        } else if (request.principal().isNobody()) {
            throw HttpException.authentication("Missing credentials");
        }
        checkSite(request);
        return request;
    }

    private static void checkHere(Request request) {
        boolean here = request.remote().isLoopbackAddress()
                && HERE.matcher(request.headers().first("Host").orElse("")).matches()
                && FORWARDED.stream().noneMatch(request.headers()::has);
        if (!here) {
            throw HttpException.authentication(
                    "This portal answers its own machine only, as it was not told who may ask: give it a TokenVerifier or an Authenticator");
        }
    }

    /** What a page of another site lets a browser send carries the browser's cookies, and comes from this machine. */
    private static void checkSite(Request request) {
        if (SAFE.contains(request.method())
                || Authenticator.bearerToken(request).isPresent()) {
            return;
        }
        String host = request.headers().first("Host").orElse("").toLowerCase(Locale.ROOT);
        boolean elsewhere = request.headers()
                        .first("Sec-Fetch-Site")
                        .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                        .isPresent()
                || request.headers()
                        .first("Origin")
                        .filter(origin -> !origin.toLowerCase(Locale.ROOT)
                                .replaceFirst("^https?://", "")
                                .equals(host))
                        .isPresent();
        if (elsewhere) {
            throw HttpException.notAllowed("Pages of other sites may not do this");
        }
    }
}
