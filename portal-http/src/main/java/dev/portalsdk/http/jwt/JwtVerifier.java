package dev.portalsdk.http.jwt;

import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.TokenVerifier;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes JWTs that an issuer has signed for this portal: with an asymmetric key of its JWKS, within their time, and with the issuer's name and ours in them. For
 * any number of threads. Needs the artifact {@code com.nimbusds:nimbus-jose-jwt}.
 *
 * <pre>{@code
 * TokenVerifier tokens = JwtVerifier.openId(URI.create("https://login.acme.com"), "portal")
 *         .principal(claims -> claims.string("preferred_username").map(name -> Principal.user(new EntityRef("user", "default", name))))
 *         .build();
 * }</pre>
 *
 * <p>Keys are fetched when first needed, anew every ten minutes, and when a token names one that is not known, at most every ten seconds. While they cannot be
 * fetched, those that are known are used for up to a day; a token that needs another is answered with 503, as nobody can tell whether it is good. What a token
 * itself says of keys ({@code jku}, {@code jwk}, {@code x5u}, {@code x5c}) counts for nothing.
 */
public final class JwtVerifier implements TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(JwtVerifier.class);
    /** Longer than what holds the refs of a thousand groups. */
    private static final int LONGEST_TOKEN = 1 << 16;

    private final SignedTokens tokens;
    private final Function<Value.Obj, Optional<Principal>> principals;

    private JwtVerifier(SignedTokens tokens, Function<Value.Obj, Optional<Principal>> principals) {
        this.tokens = tokens;
        this.principals = principals;
    }

    /**
     * Tokens of an issuer whose keys lie at an address.
     *
     * @param keys the JWKS, by {@code https}; by {@code http} on this machine only
     * @param issuer what {@code iss} says
     * @param audience what {@code aud} must be, or hold: our name with the issuer. For Backstage's own tokens {@code backstage}
     */
    public static Builder jwks(URI keys, String issuer, String audience) {
        return new Builder(KeyAddress.of(keys), issuer, audience);
    }

    /**
     * Tokens of an OpenID Connect provider, which says at {@code /.well-known/openid-configuration} where its keys lie; asked whenever they are fetched.
     *
     * @param issuer the provider's address, as its tokens have it
     * @param audience what {@code aud} must be, or hold: our name with the provider
     */
    public static Builder openId(URI issuer, String audience) {
        return new Builder(KeyAddress.discovered(issuer), issuer.toString(), audience);
    }

    @Override
    public Optional<Principal> verify(String token) throws IOException {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        Optional<Value.Obj> claims = tokens.claims(token);
        try {
            return claims.flatMap(principals);
        } catch (IllegalArgumentException e) {
            LOG.debug("A token was refused, as its claims name nobody: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Builds a verifier; for one thread. */
    public static final class Builder {
        private static final Duration MOST_SKEW = Duration.ofMinutes(5);
        /** Those of RFC 7518 that take a public key. */
        private static final List<String> ASYMMETRIC =
                List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
        /** Anything else is signed for another purpose: to end sessions, to prove who holds a key … */
        private static final Set<String> ACCESS = Set.of("JWT", "at+jwt", "application/at+jwt", "vnd.backstage.user");

        private final KeyAddress keys;
        private final String issuer;
        private final String audience;
        private List<String> algorithms = ASYMMETRIC;
        private Set<String> types = ACCESS;
        private Duration skew = Duration.ofMinutes(1);
        private Clock clock = Clock.systemUTC();
        private Function<Value.Obj, Optional<Principal>> principals = Builder::backstage;

        private Builder(KeyAddress keys, String issuer, String audience) {
            this.keys = keys;
            this.issuer = named("issuer", issuer);
            this.audience = named("audience", audience);
        }

        private static String named(String what, String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("A verifier of tokens needs their " + what + ", which is empty");
            }
            return name;
        }

        /**
         * The only algorithms that are taken; unless set, RSA, RSA-PSS and ECDSA on NIST's curves.
         *
         * @throws IllegalArgumentException for any other: {@code none}, those of a shared secret, those that the JDK lacks
         */
        public Builder algorithms(String... names) {
            for (String name : names) {
                if (!ASYMMETRIC.contains(name)) {
                    throw new IllegalArgumentException(
                            "Tokens cannot be verified by " + name + "; there are " + String.join(", ", ASYMMETRIC));
                }
            }
            if (names.length == 0) {
                throw new IllegalArgumentException("A verifier of tokens needs an algorithm");
            }
            this.algorithms = List.of(names);
            return this;
        }

        /** The only {@code typ} that is taken, besides none; unless set, {@code JWT}, {@code at+jwt} and that of Backstage's own tokens. Case does not matter. */
        public Builder types(String... names) {
            this.types = new TreeSet<>(List.of(names));
            return this;
        }

        /**
         * How far the issuer's clock may be from ours; unless set, a minute.
         *
         * @param most at most five minutes
         */
        public Builder clockSkew(Duration most) {
            if (most.isNegative() || most.compareTo(MOST_SKEW) > 0) {
                throw new IllegalArgumentException("The skew of clocks is 0 to 5 minutes, not " + most);
            }
            this.skew = most;
            return this;
        }

        /** By which clock tokens end and keys grow old; unless set, the machine's. */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time);
            return this;
        }

        /**
         * Who the claims of a token speak of; empty, or an {@link IllegalArgumentException}, refuses it. Unless set, as Backstage's own tokens have it:
         * {@code sub} is the ref of a user, {@code ent} holds the refs that it owns by.
         */
        public Builder principal(Function<Value.Obj, Optional<Principal>> ofClaims) {
            this.principals = Objects.requireNonNull(ofClaims);
            return this;
        }

        // As Backstage UserTokenHandler.
        private static Optional<Principal> backstage(Value.Obj claims) {
            List<EntityRef> owns = new ArrayList<>();
            claims.arr("ent").ifPresent(refs -> refs.strings().forEach(ref -> owns.add(EntityRef.parse(ref))));
            return claims.string("sub")
                    .map(EntityRef::parse)
                    .filter(ref -> ref.kind().equals("user"))
                    .map(ref -> Principal.user(ref, owns));
        }

        /**
         * The verifier. Nothing is fetched yet.
         *
         * @throws IllegalStateException if the artifact that knows JWTs is not there
         */
        public JwtVerifier build() {
            checkLibrary();
            return new JwtVerifier(
                    SignedTokens.of(
                            new SignedTokens.Demands(issuer, audience, algorithms, types, skew),
                            new RemoteKeys(keys, new IssuerDocuments(), clock),
                            clock),
                    principals);
        }

        private static void checkLibrary() {
            ClassLoader loader = JwtVerifier.class.getClassLoader();
            try {
                Class.forName("com.nimbusds.jose.JWSAlgorithm", false, loader);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(
                        "Tokens that are JWTs need the artifact com.nimbusds:nimbus-jose-jwt, which is not on the class path; add it",
                        e);
            }
        }
    }
}
