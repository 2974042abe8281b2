package dev.portalsdk.catalog;

import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.Glob;
import dev.portalsdk.source.NotAllowedException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recorded catalog: the project's own copy, or that of the folder which the system property {@code conformance.dir} names. */
public final class RecordedCatalog {
    private static final String FILES = "/srv/catalog/";
    private static final String WEB = "http://127.0.0.1:8099/";

    private RecordedCatalog() {}

    public static Path folder() {
        String given = System.getProperty("conformance.dir", "");
        try {
            Path root = given.isBlank()
                    ? Path.of(RecordedCatalog.class.getResource("/conformance").toURI())
                    : Path.of(given);
            return root.resolve("catalog");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Value json(String file) throws IOException {
        return Value.parseJson(Files.readString(folder().resolve(file)));
    }

    public static List<Value.Obj> lines(String file) throws IOException {
        List<Value.Obj> cases = Files.readAllLines(folder().resolve(file)).stream()
                .filter(line -> !line.isBlank())
                .map(line -> Value.parseJson(line).asObj().orElseThrow())
                .toList();
        if (cases.isEmpty()) {
            throw new AssertionError("No case in " + file);
        }
        return cases;
    }

    /** Serves the input where it was when it was recorded: as files, and on a plain web server that knows no patterns. */
    static UrlReader reader() throws IOException {
        InMemoryUrlReader files = new InMemoryUrlReader();
        Path input = folder().resolve("input");
        try (Stream<Path> all = Files.walk(input)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = input.relativize(file).toString().replace('\\', '/');
                files.put(FILES + path, Files.readAllBytes(file));
                if (path.startsWith("http/")) {
                    files.put(WEB + path.substring("http/".length()), Files.readAllBytes(file));
                }
            }
        }
        return new Recorded(files);
    }

    private record Recorded(UrlReader files) implements UrlReader {
        @Override
        public ReadResult read(String url, ReadOptions options) throws IOException {
            if (!url.startsWith(FILES) && !url.startsWith(WEB)) {
                throw new NotAllowedException(url, "it was not recorded");
            }
            return files.read(url, options);
        }

        @Override
        public TreeResult readTree(String url, ReadOptions options) throws IOException {
            return files.readTree(url, options);
        }

        @Override
        public TreeResult search(String url, ReadOptions options) throws IOException {
            if (url.startsWith(WEB) && Glob.isPattern(url)) {
                throw new SourceException(url, "a plain web server cannot be searched");
            }
            return files.search(url, options);
        }
    }
}
