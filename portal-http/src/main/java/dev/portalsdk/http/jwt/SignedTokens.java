package dev.portalsdk.http.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims of tokens that hold what they promise. For any number of threads. */
final class SignedTokens {
    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    private SignedTokens() {}

    /** What a token must say of itself. */
    record Demands(String issuer, String audience, List<String> algorithms, Collection<String> types, Duration skew) {}

    static SignedTokens of(Demands demands, RemoteKeys keys, Clock clock) {
        SignedTokens tokens = new SignedTokens();
        Set<JWSAlgorithm> algorithms =
                demands.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        Set<JOSEObjectType> types = new HashSet<>();
        demands.types().forEach(type -> types.add(new JOSEObjectType(type)));
        types.add(null);
        tokens.processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        tokens.processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(types));
        tokens.processor.setJWTClaimsSetVerifier(new Claims(demands, clock));
        return tokens;
    }

    /** Issuer, audience and time, by the clock that was given. */
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(Demands demands, Clock clock) {
            super(
                    demands.audience(),
                    new JWTClaimsSet.Builder().issuer(demands.issuer()).build(),
                    Set.of("sub", "exp"));
            this.clock = clock;
            setMaxClockSkew((int) demands.skew().toSeconds());
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    /**
     * What a token says.
     *
     * @return empty if it is none, or not good
     * @throws IOException if that cannot be told now
     */
    Optional<Value.Obj> claims(String token) throws IOException {
        try {
            return Value.of(processor.process(SignedJWT.parse(token), null).toJSONObject())
                    .asObj();
        } catch (KeySourceException e) {
            throw new IOException(e.getMessage(), e);
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            LOG.debug("A token was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
