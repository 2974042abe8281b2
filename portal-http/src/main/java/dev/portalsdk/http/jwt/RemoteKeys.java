package dev.portalsdk.http.jwt;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An issuer's public keys, fetched by whoever needs them first while others go on with those that are known. For any number of threads.
 *
 * <p>Fails, rather than finding nothing, where a key may be there that could not be fetched.
 */
final class RemoteKeys implements JWKSource<SecurityContext> {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
    /** A key that the issuer has taken back is not taken for longer. */
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** Strangers can make up names of keys; they do not make us ask more often. */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** An issuer that is not to be reached has not taken its keys back; but somebody may stand between. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final long MOST_WAITING_MILLIS = 2_000;
    private static final int MOST_KEYS = 100;
    private static final int SHORTEST_RSA = 2048;

    private final KeyAddress address;
    private final IssuerDocuments documents;
    private final Clock clock;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile State state = new State(List.of(), Instant.MIN, Instant.MIN, null);

    /**
     * @param at when the keys were fetched
     * @param asked when that was last tried
     * @param failure why that failed
     */
    private record State(
            List<JWK> keys,
            Instant at,
            Instant asked,
            @Nullable IOException failure) {
        boolean isYounger(Duration age, Instant now) {
            return at.isAfter(now.minus(age));
        }

        boolean maySettleFor(Instant now) {
            return asked.isAfter(now.minus(PAUSE));
        }
    }

    RemoteKeys(KeyAddress address, IssuerDocuments documents, Clock clock) {
        this.address = address;
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        State seen = state;
        Instant now = clock.instant();
        if (!seen.isYounger(FRESH, now)) {
            seen = seen.isYounger(KEPT, now) ? refreshedUnlessBusy(seen) : refreshed(seen);
        }
        List<JWK> found = selector.select(new JWKSet(seen.keys()));
        if (found.isEmpty()) {
            State newer = refreshed(seen);
            found = selector.select(new JWKSet(newer.keys()));
            if (found.isEmpty() && newer.failure() != null) {
                throw unavailable(newer.failure());
            }
        }
        return found;
    }

    /** Others may be fetching them: then those that are known will do. */
    private State refreshedUnlessBusy(State seen) {
        if (!fetching.tryLock()) {
            return seen;
        }
        try {
            return ask(seen);
        } finally {
            fetching.unlock();
        }
    }

    private State refreshed(State seen) throws KeySourceException {
        State newer;
        try {
            if (!fetching.tryLock(MOST_WAITING_MILLIS, TimeUnit.MILLISECONDS)) {
                throw unavailable(new IOException("The keys are being fetched for too long"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
        try {
            newer = ask(seen);
        } finally {
            fetching.unlock();
        }
        if (newer.failure() != null && !newer.isYounger(KEPT, clock.instant())) {
            throw unavailable(newer.failure());
        }
        return newer;
    }

    private static KeySourceException unavailable(Exception cause) {
        return new KeySourceException("The issuer's keys cannot be fetched", cause);
    }

    /** Fetches them, unless somebody else just did, or tried. */
    private State ask(State seen) {
        Instant now = clock.instant();
        State known = state;
        if (!known.asked().equals(seen.asked()) || known.maySettleFor(now)) {
            return known;
        }
        try {
            state = new State(fetch(), now, now, null);
        } catch (IOException e) {
            LOG.warn("The keys of tokens cannot be fetched: {}", e.getMessage());
            state = new State(known.keys(), known.at(), now, e);
        }
        return state;
    }

    private List<JWK> fetch() throws IOException {
        var from = address.find(documents);
        Value.Arr all = documents.get(from).arr("keys").orElseThrow(() -> new IOException(from + " holds no keys"));
        if (all.size() > MOST_KEYS) {
            throw new IOException(from + " holds more than " + MOST_KEYS + " keys");
        }
        List<JWK> keys = new ArrayList<>();
        all.values().forEach(key -> publicKey(key).ifPresent(keys::add));
        return List.copyOf(keys);
    }

    /** Keys of other kinds may lie beside those for us; a secret, or a key that can be guessed, is none. */
    private static Optional<JWK> publicKey(Value value) {
        try {
            JWK key = JWK.parse(value.toJson());
            boolean usable = key instanceof AsymmetricJWK && !(key instanceof RSAKey rsa && rsa.size() < SHORTEST_RSA);
            return usable ? Optional.of(key.toPublicJWK()) : Optional.empty();
        } catch (ParseException e) {
            LOG.debug("A key is left out, as it cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
