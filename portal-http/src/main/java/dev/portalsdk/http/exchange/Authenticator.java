package dev.portalsdk.http.exchange;

import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.TokenVerifier;
import java.io.IOException;
import java.util.Optional;

/** Finds who makes a request, by its token, a cookie of the host's own, or whatever else it carries. Called by many threads, for every request. */
@FunctionalInterface
public interface Authenticator {
    /**
     * Who makes a request.
     *
     * @return empty if it carries nothing of the kind that this one looks at
     * @throws HttpException 401 if it does, but that is wrong or has ended
     * @throws IOException if that cannot be told now: answered with 503
     */
    Optional<Principal> authenticate(Request request) throws IOException;

    /** By {@code Authorization: Bearer …}. */
    static Authenticator bearer(TokenVerifier tokens) {
        return request -> {
            Optional<String> token = bearerToken(request);
            if (token.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(tokens.verify(token.get())
                    .orElseThrow(() -> HttpException.authentication("The token is not valid, or has ended")));
        };
    }

    /** The token of a request, if it carries one in its header. */
    static Optional<String> bearerToken(Request request) {
        return request.headers()
                .first("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }
}
