package dev.portalsdk.testing;

import static dev.portalsdk.testing.CatalogAssertions.assertThatCatalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of README, run. */
class UsageExampleTest {
    @CatalogTest(paths = "src/test/catalog")
    void everyFileIsValid(CatalogFile file) {
        // whatever else should hold for each file
    }

    @Test
    void allTogether(@TempDir Path directory) throws IOException {
        Files.copy(Path.of("src/test/catalog/catalog-info.yaml"), directory.resolve("catalog-info.yaml"));
        assertThatCatalog(directory)
                .hasNoErrors()
                .hasNoDanglingReferences()
                .everyComponent()
                .hasOwner()
                .and()
                .entity("component:order-service")
                .dependsOn("resource:orders-db");
    }
}
