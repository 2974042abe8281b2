package dev.portalsdk.http.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.TokenVerifier;
import dev.portalsdk.model.EntityRef;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which tokens are taken, and for whom. */
@Timeout(30)
class JwtVerifierTest {
    private final TestClock clock = TestClock.create();
    private Issuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void start() throws Exception {
        issuer = new Issuer(clock);
        verifier = openId().build();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private JwtVerifier.Builder openId() {
        return JwtVerifier.openId(URI.create(issuer.name()), "portal").clock(clock);
    }

    private void assertRefused(String token) throws Exception {
        assertEquals(Optional.empty(), verifier.verify(token), token);
    }

    private void assertTaken(String token) throws Exception {
        assertEquals("user:default/jane", verifier.verify(token).orElseThrow().subject());
    }

    @Test
    void whatTheIssuerSignedForUsIsTakenWithItsOwnership() throws Exception {
        Principal jane = verifier.verify(issuer.token()).orElseThrow();
        assertEquals(Optional.of(EntityRef.parse("user:default/jane")), jane.user());
        assertEquals(
                List.of(EntityRef.parse("user:default/jane"), EntityRef.parse("group:default/team-a")),
                jane.ownership());
        assertTaken(Issuer.signed(
                issuer.claims().audience(List.of("other", "portal")).build(), issuer.key()));
        assertTaken(Issuer.signed(issuer.claims().claim("ent", null).build(), issuer.key()));
    }

    @Test
    void keysAtAnAddressDoWithoutDiscovery() throws Exception {
        verifier = JwtVerifier.jwks(issuer.keyAddress(), issuer.name(), "portal")
                .clock(clock)
                .build();
        assertTaken(issuer.token());
    }

    @Test
    void whatIsForOthersOrOfAnotherIssuerIsNot() throws Exception {
        for (JWTClaimsSet wrong : List.of(
                issuer.claims().audience("other").build(),
                issuer.claims().audience(List.of()).build(),
                issuer.claims().audience((String) null).build(),
                issuer.claims().claim("aud", List.of(List.of("portal"))).build(),
                issuer.claims().claim("aud", java.util.Map.of("portal", true)).build(),
                issuer.claims().issuer("https://evil.example").build(),
                issuer.claims().issuer(issuer.name() + "/").build(),
                issuer.claims().issuer(null).build(),
                issuer.claims().claim("iss", List.of(issuer.name())).build())) {
            assertRefused(Issuer.signed(wrong, issuer.key()));
        }
    }

    @Test
    void claimsThatNameNobodyAreRefused() throws Exception {
        for (JWTClaimsSet wrong : List.of(
                issuer.claims().subject(null).build(),
                issuer.claims().subject("jane").build(),
                issuer.claims().subject("group:default/team-a").build(),
                issuer.claims().claim("ent", List.of("no ref at all")).build())) {
            assertRefused(Issuer.signed(wrong, issuer.key()));
        }
    }

    @Test
    void aTokenHasItsTimeAndClocksMayDifferByAMinute() throws Exception {
        assertRefused(Issuer.signed(issuer.claims().expirationTime(null).build(), issuer.key()));
        assertRefused(Issuer.signed(expires(Duration.ofSeconds(-70)), issuer.key()));
        assertTaken(Issuer.signed(expires(Duration.ofSeconds(-50)), issuer.key()));
        assertRefused(Issuer.signed(begins(Duration.ofSeconds(70)), issuer.key()));
        assertTaken(Issuer.signed(begins(Duration.ofSeconds(50)), issuer.key()));
        String token = issuer.token();
        clock.advance(Duration.ofMinutes(62));
        assertRefused(token);
        verifier = openId().clockSkew(Duration.ZERO).build();
        assertRefused(Issuer.signed(expires(Duration.ofSeconds(-2)), issuer.key()));
    }

    private JWTClaimsSet expires(Duration fromNow) {
        return issuer.claims().expirationTime(issuer.at(fromNow)).build();
    }

    private JWTClaimsSet begins(Duration fromNow) {
        return issuer.claims().notBeforeTime(issuer.at(fromNow)).build();
    }

    @Test
    void whatNobodySignedIsNot() throws Exception {
        assertRefused(new PlainJWT(issuer.claims().build()).serialize());
        String[] parts = issuer.token().split("\\.");
        for (String header : List.of(
                "{\"alg\":\"none\"}",
                "{\"alg\":\"NONE\",\"kid\":\"one\"}",
                "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"one\"}",
                "{\"kid\":\"one\"}",
                "{\"alg\":null,\"kid\":\"one\"}",
                "{\"alg\":[\"ES256\"],\"kid\":\"one\"}",
                "{\"alg\":\"ES256\",\"kid\":\"one\",\"crit\":[\"exp\"],\"exp\":1}",
                "{\"alg\":\"ES256\",\"kid\":\"one\",\"b64\":false,\"crit\":[\"b64\"]}")) {
            String encoded = encoded(header);
            assertRefused(encoded + "." + parts[1] + ".");
            assertRefused(encoded + "." + parts[1] + "." + parts[2]);
        }
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
        // An ECDSA signature of zeros fits every message where nobody looks.
        assertRefused(parts[0] + "." + parts[1] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPublicKeyIsNoSharedSecret() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        issuer.published.add(rsa.toPublicJWK());
        RSAPublicKey known = rsa.toRSAPublicKey();
        for (byte[] secret : List.of(
                known.getEncoded(),
                pem(known).getBytes(StandardCharsets.US_ASCII),
                rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
                    issuer.claims().build());
            forged.sign(new MACSigner(secret));
            assertRefused(forged.serialize());
        }
        assertTaken(Issuer.signed(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa"),
                issuer.claims().build(),
                rsa));
    }

    private static String pem(RSAPublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Test
    void whatAnotherKeySignedOrSomebodyChangedIsNot() throws Exception {
        assertRefused(Issuer.signed(issuer.claims().build(), Issuer.key("one")));
        assertRefused(Issuer.signed(issuer.claims().build(), Issuer.key("two")));
        String[] parts = issuer.token().split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        assertRefused(parts[0] + "." + encoded(payload.replace("jane", "root")) + "." + parts[2]);
    }

    /** Where a key lies, or which it is, is not for the token to say. */
    @Test
    void keysThatATokenBringsCountForNothing() throws Exception {
        JWK evil = Issuer.key("evil");
        try (Issuer evils = new Issuer(clock)) {
            evils.published.add(evil);
            URI theirs = evils.keyAddress();
            for (JWSHeader.Builder header : List.of(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .jwk(evil.toPublicJWK())
                            .keyID("one"),
                    new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(evil.toPublicJWK()),
                    new JWSHeader.Builder(JWSAlgorithm.ES256).jwkURL(theirs).keyID("evil"),
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .x509CertURL(theirs)
                            .keyID("evil"))) {
                assertRefused(Issuer.signed(header, issuer.claims().build(), evil));
            }
            assertEquals(0, evils.asked.get());
        }
    }

    @Test
    void keysForOtherPurposesSecretsAndWeakKeysVerifyNothing() throws Exception {
        JWK forEncryption = new com.nimbusds.jose.jwk.ECKey.Builder(
                        Issuer.key("enc").toECKey())
                .keyUse(KeyUse.ENCRYPTION)
                .build();
        RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        JWK secret = new com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator(256)
                .keyID("secret")
                .generate();
        issuer.published.addAll(List.of(forEncryption, weak, secret));
        JWTClaimsSet claims = issuer.claims().build();
        assertRefused(Issuer.signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("secret"), claims, secret));
        assertRefused(signedBy("SHA256withRSA", weak.toPrivateKey(), claims));
        SignedJWT wrongUse = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("enc").build(), claims);
        wrongUse.sign(new com.nimbusds.jose.crypto.ECDSASigner(forEncryption.toECKey()));
        assertRefused(wrongUse.serialize());
        assertTaken(issuer.token());
    }

    /** By a key that the library would not sign with. */
    private static String signedBy(String algorithm, java.security.PrivateKey key, JWTClaimsSet claims)
            throws Exception {
        String content = encoded("{\"alg\":\"RS256\",\"kid\":\"weak\"}") + "." + encoded(claims.toString());
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    @Test
    void tokensForOtherPurposesAreNot() throws Exception {
        for (String type : List.of("JWT", "jwt", "at+jwt", "vnd.backstage.user")) {
            assertTaken(typed(type));
        }
        for (String type : List.of("logout+jwt", "dpop+jwt", "vnd.backstage.plugin", "")) {
            assertRefused(typed(type));
        }
        verifier = openId().types("acme+jwt").build();
        assertTaken(typed("acme+jwt"));
        assertRefused(typed("JWT"));
    }

    private String typed(String type) throws Exception {
        return Issuer.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .keyID("one"),
                issuer.claims().build(),
                issuer.key());
    }

    @Test
    void onlyTheAlgorithmsThatWereNamedAreTaken() throws Exception {
        verifier = openId().algorithms("RS256").build();
        assertRefused(issuer.token());
        for (String wrong : List.of("none", "HS256", "ES256K", "dir")) {
            assertThrows(IllegalArgumentException.class, () -> openId().algorithms(wrong));
        }
    }

    @Test
    void whatIsNoTokenIsNone() throws Exception {
        String long1 = "a".repeat(1 << 20);
        String deep = encoded("{\"alg\":\"ES256\",\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}");
        for (String token : List.of(
                "",
                ".",
                "..",
                "...",
                "garbage",
                "a.b.c",
                long1,
                long1 + "." + long1 + "." + long1,
                deep + ".e30.AA",
                "e30.e30.e30",
                "\u0000.\u0000.\u0000",
                issuer.token() + ".x.y",
                "{\"payload\":\"e30\"}")) {
            assertRefused(token);
        }
        assertRefused(
                Issuer.signed(issuer.claims().claim("x", "y".repeat(100_000)).build(), issuer.key()));
    }

    @Test
    void aHostSaysWhomTheClaimsOfItsProviderSpeakOf() throws Exception {
        verifier = openId().principal(claims -> claims.string("preferred_username")
                        .map(name -> Principal.user(
                                new EntityRef("user", "default", name),
                                claims.arr("groups")
                                        .map(groups -> groups.strings().stream()
                                                .map(group -> new EntityRef("group", "default", group))
                                                .toList())
                                        .orElse(List.of()))))
                .build();
        String token = Issuer.signed(
                issuer.claims()
                        .subject("248289761001")
                        .claim("preferred_username", "Jane")
                        .claim("groups", List.of("team-a"))
                        .build(),
                issuer.key());
        assertEquals(
                List.of("user:default/jane", "group:default/team-a"),
                verifier.verify(token).orElseThrow().ownership().stream()
                        .map(EntityRef::toString)
                        .toList());
        assertRefused(issuer.token());
    }

    @Test
    void keysThatOthersCouldSendAreNotAskedFor() {
        for (String address : List.of(
                "http://login.acme.com/keys",
                "http://localhost.evil.example/keys",
                "file:///etc/keys",
                "keys",
                "https:///x")) {
            URI keys = URI.create(address);
            assertThrows(IllegalArgumentException.class, () -> JwtVerifier.jwks(keys, "issuer", "portal"), address);
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtVerifier.openId(URI.create("http://login.acme.com"), "portal"));
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtVerifier.jwks(URI.create("https://login.acme.com/keys"), " ", "portal"));
        assertThrows(IllegalArgumentException.class, () -> openId().clockSkew(Duration.ofHours(1)));
    }
}
