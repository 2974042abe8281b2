package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.scaffolder.task.WorkspaceStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link WorkspaceStore} promises. A test of a store extends this class. */
public abstract class WorkspaceStoreTck {
    /** Not a multiple of anything. */
    private static final int LARGE = 5_000_011;

    /** For files of the test's own. */
    @TempDir
    Path files;

    /** A store that is empty and takes at least 6 MB. Called once for each test. */
    protected abstract WorkspaceStore emptyStore();

    private Path archive(byte[] content) throws IOException {
        return Files.write(files.resolve("archive"), content);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(WorkspaceStore store, String task, String version) throws IOException {
        try (InputStream in = store.open(task, version).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatIsSavedIsReadBackAsItWas() throws IOException {
        WorkspaceStore store = emptyStore();
        for (int size : new int[] {0, 1, 1 << 20, (1 << 20) + 1, LARGE}) {
            Path archive = archive(bytes(size));

            store.save("a", "1-" + size, archive);

            assertTrue(Files.exists(archive), "the file is the caller's");
            assertArrayEquals(bytes(size), read(store, "a", "1-" + size));
        }
        assertEquals(Optional.empty(), store.open("a", "2-1"));
        assertEquals(Optional.empty(), store.open("b", "1-1"));
    }

    @Test
    void versionThatIsSavedAgainIsReplaced() throws IOException {
        WorkspaceStore store = emptyStore();
        store.save("a", "1-1", archive(bytes(LARGE)));

        store.save("a", "1-1", archive(bytes(7)));

        assertArrayEquals(bytes(7), read(store, "a", "1-1"));
    }

    @Test
    void onlyWhatIsRetainedStays() throws IOException {
        WorkspaceStore store = emptyStore();
        for (String version : new String[] {"1-1", "1-2", "2-1"}) {
            store.save("a", version, archive(bytes(10)));
            store.save("b", version, archive(bytes(20)));
        }

        store.retain("a", Set.of("1-2", "9-9"));

        assertEquals(Optional.empty(), store.open("a", "1-1"));
        assertEquals(Optional.empty(), store.open("a", "2-1"));
        assertArrayEquals(bytes(10), read(store, "a", "1-2"));
        assertArrayEquals(bytes(20), read(store, "b", "2-1"));
        assertEquals(Set.of("a", "b"), store.taskIds());
        store.retain("a", Set.of());
        store.retain("nobody", Set.of());
        assertEquals(Set.of("b"), store.taskIds());
    }

    @Test
    void streamIsReadByteByByteToo() throws IOException {
        WorkspaceStore store = emptyStore();
        store.save("a", "1-1", archive(new byte[] {(byte) 0xff, 0}));

        try (InputStream in = store.open("a", "1-1").orElseThrow()) {
            assertEquals(0xff, in.read());
            assertEquals(0, in.read());
            assertEquals(-1, in.read());
        }
    }
}
