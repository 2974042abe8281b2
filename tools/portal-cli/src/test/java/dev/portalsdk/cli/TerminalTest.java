package dev.portalsdk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TerminalTest {
    @Test
    void noColourIsAnyValueButTheEmptyOne() {
        assertTrue(Terminal.saysNoColour(Map.of("NO_COLOR", "1")));
        assertFalse(Terminal.saysNoColour(Map.of("NO_COLOR", "")));
        assertFalse(Terminal.saysNoColour(Map.of()));
    }

    @Test
    void progressComesAfterAWhileAndGoesAgain() throws IOException {
        StringWriter err = new StringWriter();
        Terminal watched = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false, true);
        int answer = Progress.during(watched, "Checking", () -> {
            assertEquals("", err.toString());
            while (err.toString().isEmpty()) {
                pause(20);
            }
            return 42;
        });
        assertEquals(42, answer);
        assertTrue(err.toString().contains("Checking … 0 s"), err::toString);
        assertTrue(err.toString().endsWith("\r\u001b[K"), err::toString);
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void nobodyIsToldWhereNobodyWatches() throws IOException {
        StringWriter err = new StringWriter();
        Terminal alone = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false, false);
        Progress.during(alone, "Checking", () -> {
            pause(700);
            return 0;
        });
        assertEquals("", err.toString());
    }
}
