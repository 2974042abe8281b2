package dev.portalsdk.samples.portal;

import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A forge on loopback that plays github.com while developing, with a repository for each directory that it is given. What the portal creates there lasts as
 * long as the process.
 */
final class DemoForge implements AutoCloseable {
    private static final String TOKEN = "demo-token";
    private static final String ORGANIZATION = "myorg";

    private final FakeForge forge;

    private DemoForge(FakeForge forge) {
        this.forge = forge;
    }

    static DemoForge start(Path repositories) throws IOException {
        FakeForge forge = FakeForge.builder().token(TOKEN).start();
        try (Stream<Path> directories = Files.list(repositories)) {
            forge.organization(ORGANIZATION);
            List<Path> sorted = directories.filter(Files::isDirectory).sorted().toList();
            for (Path directory : sorted) {
                forge.createRepository(ORGANIZATION + "/" + directory.getFileName(), directory);
            }
            return new DemoForge(forge);
        } catch (IOException | RuntimeException e) {
            forge.close();
            throw e;
        }
    }

    /** What {@link Config} reads as variables of the environment. */
    Map<String, String> environment() {
        return Map.of(
                "FORGE_API_URL", forge.apiBaseUrl(),
                "FORGE_RAW_URL", forge.rawBaseUrl(),
                "FORGE_CLONE_URL", forge.url(),
                "FORGE_TOKEN", TOKEN);
    }

    @Override
    public void close() {
        forge.close();
    }
}
