package dev.portalsdk.http.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.http.access.TokenVerifier;
import dev.portalsdk.http.exchange.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When keys are fetched, and what holds while they cannot be. */
@Timeout(30)
class RemoteKeysTest {
    private static final Response DOWN = Response.status(500);
    private static final Response UP = Response.status(204);
    private final TestClock clock = TestClock.create();
    private Issuer issuer;
    private TokenVerifier verifier;

    @BeforeEach
    void start() throws Exception {
        issuer = new Issuer(clock);
        verifier = JwtVerifier.jwks(issuer.keyAddress(), issuer.name(), "portal")
                .clock(clock)
                .build();
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private String token(JWK key) throws Exception {
        return Issuer.signed(issuer.claims().build(), key);
    }

    private boolean isTaken(String token) throws IOException {
        return verifier.verify(token).isPresent();
    }

    @Test
    void keysAreFetchedOnceForManyTokens() throws Exception {
        String token = issuer.token();
        ExecutorService many = Executors.newFixedThreadPool(16);
        try {
            CountDownLatch go = new CountDownLatch(1);
            List<Future<Boolean>> taken = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                taken.add(many.submit(() -> {
                    go.await();
                    return isTaken(token);
                }));
            }
            go.countDown();
            for (Future<Boolean> one : taken) {
                assertTrue(one.get());
            }
        } finally {
            many.shutdownNow();
        }
        assertEquals(1, issuer.asked.get());
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesItAndAnOldOneIsForgotten() throws Exception {
        String old = issuer.token();
        assertTrue(isTaken(old));
        JWK two = Issuer.key("two");
        issuer.published.set(0, two);
        clock.advance(Duration.ofSeconds(11));
        assertTrue(isTaken(old), "known for as long as nobody asks");
        assertTrue(isTaken(token(two)));
        assertEquals(Optional.empty(), verifier.verify(old));
    }

    @Test
    void aKeyThatWasTakenBackIsNotTakenForLong() throws Exception {
        String token = issuer.token();
        assertTrue(isTaken(token));
        issuer.published.set(0, Issuer.key("two"));
        clock.advance(Duration.ofMinutes(11));
        assertEquals(Optional.empty(), verifier.verify(token));
    }

    @Test
    void namesThatAreMadeUpDoNotMakeUsAsk() throws Exception {
        assertTrue(isTaken(issuer.token()));
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), verifier.verify(token(Issuer.key("made-up-" + i))));
        }
        assertEquals(1, issuer.asked.get());
        clock.advance(Duration.ofSeconds(11));
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), verifier.verify(token(Issuer.key("made-up-" + i))));
        }
        assertEquals(2, issuer.asked.get());
    }

    @Test
    void withoutKeysNobodyCanTell() throws Exception {
        issuer.keys = DOWN;
        String token = issuer.token();
        assertThrows(IOException.class, () -> verifier.verify(token));
        assertThrows(IOException.class, () -> verifier.verify(token));
        assertEquals(1, issuer.asked.get(), "a server that is down is not hammered");
        issuer.keys = UP;
        clock.advance(Duration.ofSeconds(11));
        assertTrue(isTaken(token));
    }

    @Test
    void whatIsNoTokenIsRefusedWithoutKeys() throws Exception {
        issuer.keys = DOWN;
        assertEquals(Optional.empty(), verifier.verify("garbage"));
        assertEquals(0, issuer.asked.get());
    }

    @Test
    void keysThatAreKnownOutliveAnOutageOfADay() throws Exception {
        assertTrue(isTaken(issuer.token()));
        issuer.keys = DOWN;
        clock.advance(Duration.ofHours(23));
        assertTrue(isTaken(issuer.token()));
        String unknown = token(Issuer.key("two"));
        assertThrows(IOException.class, () -> verifier.verify(unknown), "it may be a new one");
        clock.advance(Duration.ofHours(2));
        String token = issuer.token();
        assertThrows(IOException.class, () -> verifier.verify(token));
        issuer.keys = UP;
        clock.advance(Duration.ofSeconds(11));
        assertTrue(isTaken(token));
    }

    @Test
    void whatIsNoSetOfKeysIsAnOutage() throws Exception {
        String token = issuer.token();
        for (Response wrong : List.of(
                Response.ok().text("<html>"),
                Response.ok().text("[]"),
                Response.ok().text("{\"keys\":{}}"),
                Response.ok().text("{\"keys\":[" + "{},".repeat(100) + "{}]}"),
                Response.ok().text("{\"keys\":[],\"x\":\"" + "y".repeat(2_000_000) + "\"}"),
                Response.status(302).header("Location", issuer.name() + "/other"))) {
            issuer.keys = wrong;
            clock.advance(Duration.ofSeconds(11));
            assertThrows(IOException.class, () -> verifier.verify(token));
        }
        issuer.keys = Response.ok()
                .text("{\"keys\":[{\"kty\":\"new\"},{},7,{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"},"
                        + issuer.key().toPublicJWK().toJSONString() + "]}");
        clock.advance(Duration.ofSeconds(11));
        assertTrue(isTaken(token), "one key that nobody understands does not spoil the others");
    }

    @Test
    void aProviderThatSpeaksForAnotherIsNotBelieved() throws Exception {
        TokenVerifier discovering = JwtVerifier.openId(URI.create(issuer.name()), "portal")
                .clock(clock)
                .build();
        issuer.says = "https://login.acme.com";
        String token = issuer.token();
        assertThrows(IOException.class, () -> discovering.verify(token));
        issuer.says = issuer.name();
        clock.advance(Duration.ofSeconds(11));
        assertTrue(discovering.verify(token).isPresent());
    }

    /** An answer that comes byte by byte holds nobody up who needs another. */
    @Test
    void aSlowIssuerHoldsUpOnlyThoseWhoNeedANewKey() throws Exception {
        assertTrue(isTaken(issuer.token()));
        issuer.keys = Response.ok().stream("application/json", out -> {
            for (int i = 0; i < 200; i++) {
                out.write(' ');
                out.flush();
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        clock.advance(Duration.ofMinutes(11));
        String known = issuer.token();
        String unknown = token(Issuer.key("two"));
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            long start = System.nanoTime();
            Future<?> waiting = one.submit(() -> assertThrows(IOException.class, () -> verifier.verify(unknown)));
            while (issuer.asked.get() < 2) {
                Thread.onSpinWait();
            }
            assertTrue(isTaken(known));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(4).toNanos(), "it went on with what it knew");
            waiting.get();
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(15).toNanos(), "it gave up");
        } finally {
            one.shutdownNow();
        }
    }
}
