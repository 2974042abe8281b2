package dev.portalsdk.samples.portal.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.samples.portal.web.Cookies;
import dev.portalsdk.samples.portal.web.Seal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final URI BACK = URI.create("http://localhost:7007/sign-in/github/callback");

    private final TestClock clock = TestClock.create();
    private final Attempts attempts = new Attempts(Seal.ephemeral(), new Cookies(false), clock);
    private final Attempts.Begun begun = Attempts.begin(BACK, "/tasks");

    private Optional<Attempts.Begun> answered(String provider, String state) {
        String cookie = attempts.cookie("github", begun).replaceFirst(";.*", "");
        clock.advance(age);
        return attempts.of(
                Request.builder("GET", "/sign-in/github/callback")
                        .header("Cookie", cookie)
                        .build(),
                provider,
                state,
                BACK);
    }

    private Duration age = Duration.ofMinutes(9);

    @Test
    void anAttemptComesBackAsItWas() {
        assertEquals(Optional.of(begun), answered("github", begun.attempt().state()));
    }

    @Test
    void anAttemptIsOverAfterTenMinutesWhateverTheBrowserKeeps() {
        age = Duration.ofMinutes(10);
        assertTrue(answered("github", begun.attempt().state()).isEmpty());
    }

    @Test
    void anAttemptIsForOneProviderAndOneAnswer() {
        assertTrue(answered("oidc", begun.attempt().state()).isEmpty());
        assertTrue(
                answered("github", Attempts.begin(BACK, "/").attempt().state()).isEmpty());
    }
}
