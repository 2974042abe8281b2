package dev.portalsdk.samples.portal.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Seal SEAL = Seal.of("a secret of enough letters");

    @Property(tries = 200)
    void whatWasSealedComesBack(@ForAll String text) {
        String sealed = SEAL.seal("p", text);
        assertEquals(
                Optional.of(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)),
                SEAL.open("p", sealed));
        assertNotEquals(sealed, SEAL.seal("p", text));
        assertEquals(Optional.empty(), SEAL.open("other purpose", sealed));
        assertEquals(Optional.empty(), Seal.ephemeral().open("p", sealed));
    }

    @Property(tries = 100)
    void nothingElseIsOpened(@ForAll String text) {
        assertEquals(Optional.empty(), SEAL.open("p", text));
    }

    @Property(tries = 300)
    void onlyPathsOfThePortalAreLocal(@ForAll String text) {
        String led = LocalPath.orRoot("/" + text);
        assertFalse(led.startsWith("//") || led.contains("\\") || led.chars().anyMatch(Character::isWhitespace), led);
    }

    @Test
    void aShortSecretIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Seal.of("short"));
    }
}
