package dev.portalsdk.http.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tokens that were agreed upon beforehand, one for each program. Immutable; keeps their hashes only, and takes the same time for any token. */
public final class StaticTokens implements TokenVerifier {
    private static final int SHORTEST = 16;

    private final List<Known> known;

    private record Known(Hash hash, Principal who) {}

    /** Compares in constant time. */
    private static final class Hash {
        private final byte[] bytes;

        Hash(String token) {
            try {
                bytes = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java has SHA-256", e);
            }
        }

        boolean matches(Hash other) {
            return MessageDigest.isEqual(bytes, other.bytes);
        }
    }

    private StaticTokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /** No token at all. */
    public static StaticTokens none() {
        return new StaticTokens(List.of());
    }

    /**
     * These tokens, and one more.
     *
     * @param token at least 16 characters that nobody can guess
     * @throws IllegalArgumentException if it is shorter
     */
    public StaticTokens with(String token, Principal who) {
        if (token.length() < SHORTEST) {
            throw new IllegalArgumentException("The token of " + who.subject() + " has fewer than " + SHORTEST
                    + " characters; make one with: openssl rand -hex 32");
        }
        List<Known> more = new ArrayList<>(known);
        more.add(new Known(new Hash(token), who));
        return new StaticTokens(more);
    }

    @Override
    public Optional<Principal> verify(String token) {
        Hash hash = new Hash(token);
        Optional<Principal> found = Optional.empty();
        for (Known one : known) {
            if (one.hash().matches(hash)) {
                found = Optional.of(one.who());
            }
        }
        return found;
    }
}
