package dev.portalsdk.http.access;

import java.io.IOException;
import java.util.Optional;

/** Finds who a token belongs to. Called by many threads. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * Whose token this is.
     *
     * @param token as it was sent after {@code Bearer}; never log it
     * @return empty if it is not one of this verifier's, has ended or was forged
     * @throws IOException if that cannot be told now, as the keys cannot be fetched: the request is answered with 503
     */
    Optional<Principal> verify(String token) throws IOException;

    /** Asks this one, then another. */
    default TokenVerifier or(TokenVerifier other) {
        return token -> {
            Optional<Principal> found = verify(token);
            return found.isPresent() ? found : other.verify(token);
        };
    }
}
