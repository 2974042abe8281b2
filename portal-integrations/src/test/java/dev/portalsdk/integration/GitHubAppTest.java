package dev.portalsdk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GitHubAppTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static KeyPair keys;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static byte[] pkcs8() {
        return keys.getPrivate().getEncoded();
    }

    /** The JDK's PKCS #8 is a sequence of version, algorithm and an octet string, which holds PKCS #1. */
    private static byte[] pkcs1() {
        byte[] der = pkcs8();
        return Arrays.copyOfRange(der, 26, der.length);
    }

    private static GitHubApp app(String pem) {
        return GitHubApp.of("123456", Secret.of(pem), Set.of());
    }

    private static void assertSignedByTheKey(GitHubApp app) throws GeneralSecurityException {
        String[] parts = app.token(NOW).reveal().split("\\.");
        assertEquals(3, parts.length);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        assertEquals(
                "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
                new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
        Value claims = Value.parseJson(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        long now = NOW.getEpochSecond();
        assertEquals("{\"iat\":" + (now - 60) + ",\"exp\":" + (now + 540) + ",\"iss\":\"123456\"}", claims.toJson());
    }

    @Test
    void signsWithKeysOfBothFormsAndEscapedLineBreaks() throws GeneralSecurityException {
        assertSignedByTheKey(app(pem("PRIVATE KEY", pkcs8())));
        assertSignedByTheKey(app(pem("RSA PRIVATE KEY", pkcs1())));
        assertSignedByTheKey(app(pem("RSA PRIVATE KEY", pkcs1()).replace("\n", "\\n")));
    }

    @Test
    void otherKeysAreRefusedWithoutQuotingThem() {
        for (String bad : List.of("hunter2", pem("PRIVATE KEY", new byte[] {1, 2, 3}))) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> app(bad));
            assertFalse(e.getMessage().contains(bad));
        }
    }

    /** Answers as GitHub does, and notes what was asked. */
    private static final class Answers implements ScmCredentials.Exchange {
        private final List<String> asked = new ArrayList<>();
        private final List<String> installed;
        private Instant expires = NOW.plus(Duration.ofHours(1));
        private boolean suspended;

        Answers(String... installed) {
            this.installed = List.of(installed);
        }

        @Override
        public Optional<Value> send(String method, String url, Secret token) {
            asked.add(method + " " + url);
            if (url.endsWith("/access_tokens")) {
                return Optional.of(Value.Obj.of("token", "t" + asked.size(), "expires_at", expires.toString()));
            }
            String owner = url.replaceFirst(".*/users/", "").replaceFirst("/installation$", "");
            Value.Obj found = Value.Obj.of("id", 42);
            return installed.contains(owner)
                    ? Optional.of(suspended ? found.with("suspended_at", Value.Str.of("2026")) : found)
                    : Optional.empty();
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static ScmCredentials credentials(Clock clock, String token) {
        GitHubIntegration.Builder builder = GitHubIntegration.builder("github.com")
                .app(app(pem("PRIVATE KEY", pkcs8())))
                .clock(clock);
        return (token.isEmpty() ? builder : builder.token(Secret.of(token)))
                .build()
                .access()
                .credentials();
    }

    @Test
    void tokensAreKeptUntilShortlyBeforeTheyExpire() throws IOException {
        SettableClock clock = new SettableClock();
        Answers answers = new Answers("acme", "other");
        ScmCredentials credentials = credentials(clock, "");
        Optional<Secret> first = credentials.forOwner("acme", answers);
        assertEquals(first, credentials.forOwner("Acme", answers));
        assertEquals(
                List.of(
                        "GET https://api.github.com/users/acme/installation",
                        "POST https://api.github.com/app/installations/42/access_tokens"),
                answers.asked);
        assertFalse(first.equals(credentials.forOwner("other", answers)), "each owner has a token of its own");
        clock.now = NOW.plus(Duration.ofMinutes(54));
        assertEquals(first, credentials.forOwner("acme", answers));
        answers.expires = clock.now.plus(Duration.ofHours(1));
        clock.now = NOW.plus(Duration.ofMinutes(56));
        assertFalse(first.equals(credentials.forOwner("acme", answers)));
    }

    @Test
    void refusedTokensAreNotGivenAgain() throws IOException {
        Answers answers = new Answers("acme");
        ScmCredentials credentials = credentials(new SettableClock(), "");
        Secret first = credentials.forOwner("acme", answers).orElseThrow();
        credentials.refused(first);
        assertFalse(first.equals(credentials.forOwner("acme", answers).orElseThrow()));
    }

    @Test
    void ownersWithoutTheAppGetTheHostsToken() throws IOException {
        Answers answers = new Answers("acme");
        ScmCredentials credentials = credentials(new SettableClock(), "pat");
        assertEquals(Optional.of(Secret.of("pat")), credentials.forOwner("stranger", answers));
        assertEquals(Optional.of(Secret.of("pat")), credentials.forOwner("stranger", answers));
        assertEquals(1, answers.asked.size(), "that it is not installed is remembered");
        assertEquals(Optional.empty(), credentials(new SettableClock(), "").forOwner("stranger", answers));
    }

    @Test
    void suspendedInstallationsAreAFailure() {
        Answers answers = new Answers("acme");
        answers.suspended = true;
        IOException e = assertThrows(
                IOException.class, () -> credentials(new SettableClock(), "pat").forOwner("acme", answers));
        assertTrue(e.getMessage().contains("suspended"), e.getMessage());
    }

    @Test
    void onlyAllowedOwnersAreServed() throws IOException {
        GitHubApp app = GitHubApp.of("1", Secret.of(pem("PRIVATE KEY", pkcs8())), Set.of("ACME"));
        assertTrue(app.serves("acme"));
        assertFalse(app.serves("other"));
        Answers answers = new Answers("other");
        ScmCredentials credentials = GitHubIntegration.builder("github.com")
                .app(app)
                .build()
                .access()
                .credentials();
        assertEquals(Optional.empty(), credentials.forOwner("other", answers));
        assertEquals(List.of(), answers.asked);
    }
}
