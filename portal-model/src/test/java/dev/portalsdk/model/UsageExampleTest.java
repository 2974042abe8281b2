package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.report.SnippetReport;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples of portal-model, as they stand there. */
class UsageExampleTest {
    private static final String WITHOUT_OWNER =
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\nspec:\n  type: service\n  lifecycle: production\n";

    record GizmoSpec(String owner, Optional<String> colour) {}

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
    }

    private void assertPrinted(String text) {
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), all);
    }

    @Test
    void oneFile() {
        String yaml = WITHOUT_OWNER + "---\n" + WITHOUT_OWNER + "  owner: team-a\n";
        EntityValidator validator = EntityValidator.of(Kinds.standard());
        Validated<List<EntityDescriptor>> file = DescriptorReader.create().read("catalog-info.yaml", yaml);
        file.findings().forEach(System.out::println);
        for (EntityDescriptor descriptor : file.value().orElseThrow()) {
            Validated<Entity> result = validator.validate(descriptor);
            result.findings()
                    .forEach(System.out::println); // [ERROR] component:default/web: spec.owner is missing | schema
            // catalog-info.yaml:5:1
            result.value()
                    .flatMap(entity -> entity.as(Kinds.COMPONENT))
                    .ifPresent(spec -> System.out.println(spec.owner()));
        }
        assertPrinted("[ERROR] component:default/web: spec.owner is missing | schema catalog-info.yaml:5:1");
        assertPrinted("team-a");
    }

    @Test
    void aDirectory() throws IOException {
        Files.writeString(directory.resolve("catalog-info.yaml"), WITHOUT_OWNER);
        assertThrows(InvalidCatalogException.class, this::checkDirectory);
        assertPrinted("^");
        Files.writeString(directory.resolve("catalog-info.yaml"), WITHOUT_OWNER + "  owner: team-a\n");
        checkDirectory();
        assertPrinted("dangling-ref");
    }

    private void checkDirectory() throws IOException {
        CheckedCatalog catalog = CatalogFiles.under(directory).check();
        SnippetReport.create().append(catalog.result().findings(), System.out); // each with its source line and a caret
        catalog.orThrow();
    }

    @Test
    void aKindOfOnesOwn() {
        Kind<GizmoSpec> gizmo = Kind.builder("Gizmo", GizmoSpec.class)
                .apiVersion("acme.test/v1")
                .specSchema(Value.Obj.of("type", "object", "required", List.of("owner")))
                .relation(RelationField.of("owner", RelationType.OWNED_BY, "Group", "User"))
                .build();
        EntityValidator validator = EntityValidator.of(Kinds.standard().plus(gizmo));
        EntityDescriptor descriptor = EntityDescriptor.of(Value.parseJson(
                        "{\"apiVersion\": \"acme.test/v1\", \"kind\": \"Gizmo\", \"metadata\": {\"name\": \"g\"}, \"spec\": {\"owner\": \"team-a\"}}")
                .asObj()
                .orElseThrow());
        Entity entity = validator.validate(descriptor).orThrow();
        assertTrue(entity.as(gizmo).orElseThrow().owner().equals("team-a"));
    }
}
