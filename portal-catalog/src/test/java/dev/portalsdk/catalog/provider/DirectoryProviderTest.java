package dev.portalsdk.catalog.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryProviderTest {
    @TempDir
    private Path temporary;

    /** What stands for others in a pattern stands for itself in the name of the directory. */
    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "[slug]", "we[i]rd", "[x", "br{a,b}ace", "{id}", "a,b", "!not", "with space", "b]"})
    void aDirectoryMayHaveAnyName(String name) throws IOException {
        Path directory = Files.createDirectories(temporary.resolve(name));
        Files.createDirectories(directory.resolve("below"));
        Files.writeString(directory.resolve("catalog-info.yaml"), component("a"));
        Files.writeString(directory.resolve("below/catalog-info.yaml"), component("b"));
        Files.writeString(directory.resolve("root.yaml"), component("c"));
        assertEquals(2, components(DirectoryProvider.of("files", directory)));
        assertEquals(1, components(DirectoryProvider.ofFile("files", directory.resolve("root.yaml"))));
        assertEquals(3, components(DirectoryProvider.of("files", directory, List.of("**/*.yaml"))));
    }

    private static int components(DirectoryProvider provider) {
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            catalog.settle();
            return catalog.queries().count(EntityFilter.where("kind", "component"));
        }
    }

    private static String component(String name) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: " + name
                + "\nspec:\n  type: service\n  lifecycle: production\n  owner: team\n";
    }
}
