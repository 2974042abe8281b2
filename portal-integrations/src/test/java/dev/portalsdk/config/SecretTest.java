package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SecretTest {
    private record Holder(Secret token) {}

    @Test
    void doesNotPrintAlsoNotInsideARecord() {
        assertFalse(new Holder(Secret.of("hunter2")).toString().contains("hunter2"));
        assertEquals("hunter2", Secret.of(" hunter2\n").reveal());
    }

    @Test
    void comparesByText() {
        assertEquals(Secret.of("a"), Secret.of("a"));
        assertNotEquals(Secret.of("a"), Secret.of("b"));
        assertThrows(IllegalArgumentException.class, () -> Secret.of(" "));
    }
}
