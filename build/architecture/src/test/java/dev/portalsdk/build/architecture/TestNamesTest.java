package dev.portalsdk.build.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surefire runs classes whose names end in Test, and passes over others without a word: so every class with tests has such a name. */
class TestNamesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Pattern HAS_TESTS =
            Pattern.compile("(?m)^ *@(Test|Property|Example|TestFactory|ParameterizedTest)\\b");

    @Test
    void everyClassWithTestsIsRun() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (file, attributes) -> file.toString().contains("/src/test/java/")
                        && file.toString().endsWith(".java"))) {
            sources = files.toList();
        }
        assertTrue(sources.size() > 60, () -> "only " + sources.size() + " test sources were found below " + ROOT);
        List<Path> passedOver = sources.stream()
                .filter(file -> !file.toString().endsWith("Test.java"))
                .filter(file -> HAS_TESTS.matcher(read(file)).find())
                .filter(file -> !read(file).contains("abstract class "))
                .toList();
        assertEquals(List.of(), passedOver);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
