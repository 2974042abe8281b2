package dev.portalsdk.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs with the findings that they should give: passing, failing, missing, written anew. */
class GoldenCatalogsTest {
    private static final Path CASES = Path.of("src/test/resources/catalog-tests/golden");

    @TempDir
    private Path directory;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    private String failure(String name) throws Throwable {
        for (DynamicTest test : GoldenCatalogs.in(directory).toList()) {
            if (test.getDisplayName().equals(name)) {
                try {
                    test.getExecutable().execute();
                    return "";
                } catch (AssertionError e) {
                    return e.getMessage();
                }
            }
        }
        throw new IllegalStateException("no test " + name);
    }

    @TestFactory
    Stream<DynamicTest> ours() {
        return GoldenCatalogs.in(CASES);
    }

    @Test
    void otherFindingsFail() throws Throwable {
        assertEquals("", failure("owner.yaml"));
        Files.writeString(directory.resolve("owner.diagnostics"), "");
        String text = failure("owner.yaml");
        assertTrue(text.contains("found:\nowner.yaml:8:10: warning"), text);
    }

    @Test
    void whatIsMissingFailsAndSaysHowToMakeIt() throws Throwable {
        Files.delete(directory.resolve("owner.diagnostics"));
        String text = failure("owner.yaml");
        assertTrue(text.contains("-Dportal.golden.update=true") && text.contains("owner.yaml:8:10"), text);
        Files.writeString(directory.resolve("lost.diagnostics"), "");
        assertTrue(failure("lost.diagnostics").contains("stands beside no catalog"));
    }

    @Test
    void theSwitchWritesThem() throws Throwable {
        String before = Files.readString(directory.resolve("owner.diagnostics"));
        Files.writeString(directory.resolve("owner.diagnostics"), "old");
        System.setProperty(GoldenCatalogs.UPDATE, "true");
        try {
            assertEquals("", failure("owner.yaml"));
        } finally {
            System.clearProperty(GoldenCatalogs.UPDATE);
        }
        assertEquals(before, Files.readString(directory.resolve("owner.diagnostics")));
    }

    @Test
    void aDirectoryWithoutCatalogsFails() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertThrows(AssertionError.class, () -> GoldenCatalogs.in(empty));
    }
}
