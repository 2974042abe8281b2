package dev.portalsdk.http.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.jdk.JdkHttpServer;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs tokens, and publishes keys as an OpenID Connect provider does, over loopback. */
final class Issuer implements AutoCloseable {
    final List<JWK> published = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile String says = "";
    volatile Response keys = Response.status(204);
    private final Clock clock;
    private final JdkHttpServer server;
    private final JWK key = key("one");

    Issuer(Clock clock) throws IOException {
        this.clock = clock;
        Router router = Router.builder()
                .get("/keys", request -> {
                    asked.incrementAndGet();
                    return keys.status() == 204 ? Response.ok().json(jwks()) : keys;
                })
                .get("/.well-known/openid-configuration", request -> Response.ok()
                        .json(Value.Obj.of("issuer", says, "jwks_uri", name() + "/keys")))
                .build();
        this.server = JdkHttpServer.builder(router).start();
        this.says = name();
        published.add(key);
    }

    private Value jwks() {
        List<Value> all = new ArrayList<>();
        published.forEach(one -> all.add(Value.parseJson(one.toJSONString())));
        return Value.Obj.of("keys", Value.Arr.of(all));
    }

    String name() {
        return server.uri().toString();
    }

    URI keyAddress() {
        return server.uri().resolve("/keys");
    }

    JWK key() {
        return key;
    }

    /** Of the curve P-256. */
    static JWK key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a good token says. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience("portal")
                .subject("user:default/jane")
                .claim("ent", List.of("user:default/jane", "group:default/team-a"))
                .expirationTime(at(Duration.ofHours(1)));
    }

    Date at(Duration fromNow) {
        return Date.from(Instant.now(clock).plus(fromNow));
    }

    String token() throws Exception {
        return signed(claims().build(), key);
    }

    static String signed(JWTClaimsSet claims, JWK by) throws Exception {
        return signed(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.getKeyID()), claims, by);
    }

    static String signed(JWSHeader.Builder header, JWTClaimsSet claims, JWK by) throws Exception {
        SignedJWT token = new SignedJWT(header.build(), claims);
        token.sign(
                new DefaultJWSSignerFactory().createJWSSigner(by, header.build().getAlgorithm()));
        return token.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
