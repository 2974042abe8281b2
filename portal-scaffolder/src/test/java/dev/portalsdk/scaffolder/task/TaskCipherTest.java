package dev.portalsdk.scaffolder.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.config.Secret;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TaskCipherTest {
    private static final Secret KEY = key(1);

    private static Secret key(int fill) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) fill);
        return Secret.of(Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void opensWhatItSealedForTheSameTask() {
        String sealed = TaskCipher.of(KEY).seal("a", "s3cret ü");

        assertEquals("s3cret ü", TaskCipher.of(KEY).open("a", sealed));
        assertFalse(sealed.contains("s3cret"));
        assertNotEquals(sealed, TaskCipher.of(KEY).seal("a", "s3cret ü"), "equal secrets do not look equal");
    }

    @Test
    void anotherTasksSecretsDoNotOpen() {
        String sealed = TaskCipher.of(KEY).seal("a", "x");

        assertThrows(TaskStoreException.class, () -> TaskCipher.of(KEY).open("b", sealed));
    }

    @Test
    void anyChangeIsSeen() {
        TaskCipher cipher = TaskCipher.of(KEY);
        String sealed = cipher.seal("a", "x");
        int dot = sealed.indexOf('.');
        byte[] bytes = Base64.getDecoder().decode(sealed.substring(dot + 1));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            String text = sealed.substring(0, dot + 1) + Base64.getEncoder().encodeToString(changed);
            assertThrows(TaskStoreException.class, () -> cipher.open("a", text));
        }
        for (String broken :
                new String[] {"", "x", sealed.substring(0, dot), sealed.substring(0, dot + 5), "." + sealed}) {
            assertThrows(TaskStoreException.class, () -> cipher.open("a", broken));
        }
    }

    @Test
    void formerKeysStillOpen() {
        String sealed = TaskCipher.of(KEY).seal("a", "x");

        assertEquals("x", TaskCipher.of(key(2), KEY).open("a", sealed));
        assertThrows(TaskStoreException.class, () -> TaskCipher.of(key(2)).open("a", sealed));
    }

    @Test
    void keyThatIsNoneIsRefusedWithoutBeingShown() {
        IllegalArgumentException problem =
                assertThrows(IllegalArgumentException.class, () -> TaskCipher.of(Secret.of("hunter2")));

        assertFalse(String.valueOf(problem.getMessage()).contains("hunter2"));
    }
}
