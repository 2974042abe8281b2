package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** GitHub's own data, taken from npm packages when tests of the group "oracle" run; kept below target. */
final class NpmPackage {
    private static final Path DIRECTORY = Path.of("target", "npm");

    private final Path root;

    private NpmPackage(Path root) {
        this.root = root;
    }

    /** @param name {@code @octokit/openapi} */
    static NpmPackage of(String name, String version) throws IOException, InterruptedException {
        Path root = DIRECTORY.resolve(name.substring(1).replace('/', '-') + "-" + version);
        Path complete = root.resolve(".complete");
        if (!Files.exists(complete)) {
            Files.createDirectories(root);
            run("npm", "pack", "--silent", name + "@" + version, "--pack-destination", root.toString());
            Path archive;
            try (var files = Files.list(root)) {
                archive = files.filter(file -> file.toString().endsWith(".tgz"))
                        .findFirst()
                        .orElseThrow();
            }
            run("tar", "xzf", archive.toString(), "-C", root.toString());
            Files.delete(archive);
            Files.createFile(complete);
        }
        return new NpmPackage(root.resolve("package"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> List.of(command) + " does not end");
        assertEquals(0, process.exitValue(), () -> List.of(command) + ": " + said);
    }

    Value json(String path) throws IOException {
        return Value.parseJson(Files.readString(root.resolve(path)));
    }

    List<Path> directories(String path) throws IOException {
        try (var files = Files.list(root.resolve(path))) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }
}
