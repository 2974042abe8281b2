package dev.portalsdk.samples.quickstart;

import dev.portalsdk.fakes.FakeForge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A forge on loopback that plays github.com, with a repository for each directory of the sample's data. */
final class SampleForge {
    static final String TOKEN = "sample-token";
    private static final String ORGANIZATION = "myorg";

    private SampleForge() {}

    static FakeForge start(Path repositories) throws IOException {
        FakeForge forge = FakeForge.builder().token(TOKEN).start();
        try (Stream<Path> directories = Files.list(repositories)) {
            forge.organization(ORGANIZATION);
            List<Path> sorted = directories.filter(Files::isDirectory).sorted().toList();
            for (Path directory : sorted) {
                forge.createRepository(ORGANIZATION + "/" + directory.getFileName(), directory);
            }
            return forge;
        } catch (IOException | RuntimeException e) {
            forge.close();
            throw e;
        }
    }
}
