package dev.portalsdk.model;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The recorded answers: the project's own copy, or the folder that the system property {@code conformance.dir} names. */
final class ConformanceData {
    private ConformanceData() {}

    /** The cases of a JSON Lines file; at least one. */
    static List<Value.Obj> cases(String relativePath) throws IOException {
        List<Value.Obj> cases = Files.readAllLines(folder().resolve(relativePath)).stream()
                .filter(line -> !line.isBlank())
                .map(line -> Value.parseJson(line).asObj().orElseThrow())
                .toList();
        if (cases.isEmpty()) {
            throw new AssertionError("No case in " + relativePath);
        }
        return cases;
    }

    private static Path folder() {
        String given = System.getProperty("conformance.dir", "");
        try {
            return given.isBlank()
                    ? Path.of(ConformanceData.class.getResource("/conformance").toURI())
                    : Path.of(given);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
