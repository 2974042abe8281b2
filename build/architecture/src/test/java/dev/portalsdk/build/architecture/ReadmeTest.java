package dev.portalsdk.build.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README and guides show is what is compiled and run: each of their Java examples stands in a test named UsageExampleTest. */
class ReadmeTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "docs/guides/http.md",
            "docs/guides/scaffolder.md",
            "docs/guides/techdocs.md",
            "docs/guides/testing.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleIsCompiledAndRun() throws IOException {
        List<String> examples = DOCUMENTS.stream()
                .flatMap(document -> JAVA.matcher(read(ROOT.resolve(document))).results())
                .map(match -> match.group(1))
                .toList();
        assertTrue(examples.size() >= 13, () -> "only " + examples.size() + " examples were found");
        String tests =
                tests().stream().map(ReadmeTest::read).map(ReadmeTest::squeezed).collect(Collectors.joining("\n"));
        for (String example : examples) {
            assertTrue(tests.contains(squeezed(example)), () -> "No UsageExampleTest has this example:\n" + example);
        }
    }

    private static List<Path> tests() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 12, (file, attributes) -> file.endsWith("UsageExampleTest.java"))) {
            return files.toList();
        }
    }

    /** Line breaks and indentation are the formatter's affair. */
    private static String squeezed(String text) {
        return text.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
