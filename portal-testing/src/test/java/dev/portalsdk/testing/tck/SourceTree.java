package dev.portalsdk.testing.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of a catalog: a Location that names files of fifty components each, which depend on one another over the files. */
final class SourceTree {
    private static final int IN_A_FILE = 50;

    private final Path directory;
    private final int components;

    SourceTree(Path directory, int components) {
        this.directory = directory;
        this.components = components;
    }

    /** One that is written. */
    static SourceTree of(Path directory, int components) {
        SourceTree tree = new SourceTree(directory, components);
        tree.write("red");
        return tree;
    }

    String root() {
        return "file:" + directory.resolve("root.yaml");
    }

    /** How many entities there are, with the Location that the root holds and the one that registers it. */
    int entities() {
        return components + 2;
    }

    /** Writes all of it anew, with this owner for each component. */
    void write(String owner) {
        try {
            Files.createDirectories(directory);
            List<String> files = new ArrayList<>();
            for (int first = 0; first < components; first += IN_A_FILE) {
                String name = "part-" + first + ".yaml";
                files.add(name);
                replace(directory.resolve(name), part(first, owner));
            }
            replace(directory.resolve("root.yaml"), Documents.location("root", files.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nobody reads half a file. */
    private static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        Files.move(
                next,
                file,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String part(int first, String owner) {
        List<String> documents = new ArrayList<>();
        for (int i = first; i < Math.min(first + IN_A_FILE, components); i++) {
            documents.add(Documents.component("c" + i, owner) + "  dependsOn: ['component:c" + (i * 7 + 1) % components
                    + "']\n");
        }
        return String.join("---\n", documents);
    }
}
