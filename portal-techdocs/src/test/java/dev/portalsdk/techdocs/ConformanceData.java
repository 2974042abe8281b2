package dev.portalsdk.techdocs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded answers of MkDocs: the project's own copy, or the folder that the property {@code conformance.dir} names. */
public final class ConformanceData {

    private ConformanceData() {}

    /** Whether the cases are the project's own copy. */
    public static boolean isOwn() {
        return System.getProperty("conformance.dir", "").isBlank();
    }

    /** A folder of cases. */
    public static Path folder(String path) {
        Path root = isOwn() ? resource("conformance") : Path.of(System.getProperty("conformance.dir"));
        return root.resolve(path);
    }

    /** The folders of the cases below a folder; none is a failure. */
    public static List<Path> cases(String path) throws IOException {
        try (Stream<Path> children = Files.list(folder(path))) {
            List<Path> cases = children.filter(Files::isDirectory).sorted().toList();
            if (cases.isEmpty()) {
                throw new IllegalStateException("No cases below " + folder(path));
            }
            return cases;
        }
    }

    /** A test resource on disk. */
    public static Path resource(String name) {
        return Path.of("src/test/resources").resolve(name).toAbsolutePath();
    }

    /** Copies a folder of test resources. */
    public static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        return to;
    }
}
