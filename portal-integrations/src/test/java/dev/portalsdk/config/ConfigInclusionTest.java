package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code $env}, {@code $file} and {@code $include}, friendly and hostile. */
@Timeout(20)
class ConfigInclusionTest {
    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Config load(String text) throws IOException {
        return Config.builder()
                .file(file("app-config.yaml", text))
                .environment(Map.of("USER_NAME", "ada", "WHERE", "parts"))
                .build();
    }

    private String mistake(String text) {
        return assertThrows(ConfigException.class, () -> load(text)).getMessage();
    }

    @Test
    void environmentValuesAndUnsetOnes() throws IOException {
        Config config =
                load("user: {$env: USER_NAME}\nother: {$env: NOBODY}\nlist: [{$env: NOBODY}, {$env: USER_NAME}]\n");
        assertEquals("ada", config.requireString("user"));
        assertFalse(config.has("other"));
        assertEquals("[\"ada\"]", config.value("list").orElseThrow().toJson());
    }

    @Test
    void filesWithoutTrailingWhiteSpace() throws IOException {
        file("secrets/key.txt", "  line one\nline two \n\n");
        assertEquals(
                "  line one\nline two", load("a: {$file: ./secrets/key.txt}\n").requireString("a"));
    }

    @Test
    void includesResolveRelativeToTheIncludingFile() throws IOException {
        file("parts/one.yaml", "x:\n  inner: {$include: deep/two.json}\n  who: ${USER_NAME}\n");
        file("parts/deep/two.json", "{\"y\": {\"$file\": \"../text.txt\"}}");
        file("parts/text.txt", "found\n");
        Config config = load("a: {$include: '${WHERE}/one.yaml#x'}\n");
        assertEquals("found", config.requireString("a.inner.y"));
        assertEquals("ada", config.requireString("a.who"));
    }

    @Test
    void includedValuesKeepTheirOwnPlaces() throws IOException {
        Path part = file("part.yaml", "x:\n  title: T\n");
        Config config = load("a: {$include: part.yaml#x}\n");
        assertEquals(part + ":2:10", config.location("a.title").orElseThrow().toString());
    }

    @Test
    void partOfAFileThatIsNotThereIsAbsent() throws IOException {
        file("part.yaml", "x: 1\n");
        assertFalse(load("a: {$include: part.yaml#y}\n").has("a"));
        assertTrue(mistake("a: {$include: part.yaml#x.y}\n").contains("leads through a number"));
    }

    @Test
    void mistakesNameTheirPlace() throws IOException {
        file("part.txt", "x");
        assertTrue(mistake("a:\n  b: {$file: nowhere}\n").contains("app-config.yaml:2:6"));
        assertTrue(mistake("a: {$include: part.txt}\n").contains(".json, .yaml and .yml"));
        assertTrue(mistake("a: {$file: x, other: y}\n").contains("must be the only key"));
        assertTrue(mistake("a: {$env: 7}\n").contains("must have a text, found a number"));
        assertTrue(mistake("a: {$file: '${NOBODY}'}\n").contains("NOBODY is not set"));
    }

    @Test
    void cyclesEnd() throws IOException {
        file("a.yaml", "b: {$include: b.yaml}\n");
        file("b.yaml", "a: {$include: a.yaml}\n");
        assertTrue(mistake("x: {$include: a.yaml}\n").contains("cycle"));
        file("self.yaml", "a: {$include: 'self.yaml#a'}\n");
        assertTrue(mistake("x: {$include: 'self.yaml#a'}\n").contains("cycle"));
    }

    @Test
    void endlessNestingWithoutACycleEnds() throws IOException {
        for (int i = 0; i < 100; i++) {
            file("f" + i + ".yaml", "x: {$include: f" + (i + 1) + ".yaml}\n");
        }
        assertTrue(mistake("x: {$include: f0.yaml}\n").contains("deeper than"));
    }

    @Test
    void exponentialInclusionEnds() throws IOException {
        for (int i = 0; i < 14; i++) {
            String next = "{$include: g" + (i + 1) + ".yaml}";
            file("g" + i + ".yaml", "a: " + next + "\nb: " + next + "\n");
        }
        file("g14.yaml", "x: 1\n");
        assertTrue(mistake("x: {$include: g0.yaml}\n").contains("more than 500 files"));
    }

    @Test
    void hugeFilesAreNotRead() throws IOException {
        Files.write(directory.resolve("huge.txt"), new byte[ConfigFiles.MAX_FILE_BYTES + 1]);
        assertTrue(mistake("x: {$file: huge.txt}\n").contains("larger than"));
        assertTrue(mistake("x: {$file: .}\n").contains("is a directory"));
    }

    @Test
    void contentOfFilesIsNotPrinted() throws IOException {
        file("pin", "4711\n");
        Config config = load("pin: {$file: pin}\n");
        assertFalse(config.toString().contains("4711"));
        ConfigException e = assertThrows(ConfigException.class, () -> config.bool("pin"));
        assertFalse(e.getMessage().contains("4711"), e.getMessage());
        assertEquals(Optional.of("4711"), config.string("pin"));
    }
}
