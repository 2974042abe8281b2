package dev.portalsdk.samples.extensions;

import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.testing.ProviderTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeOwnersProcessorTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeCatalog() throws IOException {
        Files.writeString(directory.resolve("catalog-info.yaml"), """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: web}
                spec: {type: website, lifecycle: production}
                ---
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: owned}
                spec: {type: website, lifecycle: production, owner: team-b}
                """);
    }

    private ProviderTester tester() {
        return ProviderTester.connect(
                DirectoryProvider.of("files", directory),
                catalog -> catalog.processor("codeowners", new CodeOwnersProcessor()));
    }

    @Test
    void aComponentWithoutOwnerIsOwnedByItsCodeOwners() throws IOException {
        Files.writeString(
                directory.resolve("CODEOWNERS"), "# who reviews\n*.md @acme/writers\n* @alice @acme/team-a\n");
        try (ProviderTester tester = tester()) {
            tester.hasRelation("component:web", "ownedBy", "group:team-a")
                    .hasField("component:owned", "/spec/owner", "team-b");
        }
    }

    @Test
    void withoutCodeOwnersTheMistakeIsTold() {
        try (ProviderTester tester = tester()) {
            tester.givesNot("component:web").gives("component:owned").hasFinding("schema", "component:web");
        }
    }
}
