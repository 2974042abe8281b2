package dev.portalsdk.http.jwt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.http.access.TokenVerifier;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A good token with one character in place of another is none, and breaks nothing. */
class ChangedTokensPropertyTest {
    private static Issuer issuer;
    private static String token;
    private static TokenVerifier verifier;

    @BeforeContainer
    static void start() throws Exception {
        TestClock clock = TestClock.create();
        issuer = new Issuer(clock);
        token = issuer.token();
        verifier = JwtVerifier.jwks(issuer.keyAddress(), issuer.name(), "portal")
                .clock(clock)
                .build();
        assertTrue(verifier.verify(token).isPresent());
    }

    @AfterContainer
    static void stop() {
        issuer.close();
    }

    @Property(tries = 1_000)
    void isRefused(@ForAll @IntRange(max = 9_999) int place, @ForAll char any, @ForAll boolean fitting)
            throws IOException {
        int at = place % token.length();
        char other = fitting ? token.charAt(any % token.length()) : any;
        // The last character of a signature holds bits that stand for nothing.
        if (token.charAt(at) != other && at < token.length() - 1) {
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            assertTrue(verifier.verify(changed).isEmpty(), changed);
        }
    }
}
