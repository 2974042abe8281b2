package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.catalog.inspect.LocationAnalysis;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a repository or directory holds that could be registered. */
class LocationAnalysisTest {
    private static final String REPOSITORY = "https://github.com/acme/pay.ments";

    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final Catalog catalog = Catalog.builder().urlReader(files).build();

    @AfterEach
    void close() {
        catalog.close();
    }

    private LocationAnalysis analyze(String location) {
        return catalog.analyzeLocation(LocationRef.parse(location));
    }

    @Test
    void theWholeRepositoryIsLookedThrough() {
        files.put(REPOSITORY + "/tree/main/catalog-info.yaml", component("one"))
                .put(REPOSITORY + "/tree/main/b/catalog-info.yaml", file(component("two"), component("three")))
                .put(REPOSITORY + "/tree/main/b/other.yaml", component("four"));
        LocationAnalysis analysis = analyze("url:" + REPOSITORY + "/blob/main/docs/readme.md");
        assertEquals(
                List.of("component:default/two", "component:default/three", "component:default/one"),
                analysis.existing().stream()
                        .map(found -> found.descriptor().ref().orElseThrow().toString())
                        .toList());
        assertEquals(Optional.empty(), analysis.generated());
    }

    @Test
    void filesThatTheCatalogReadsAlreadyAreKnown() {
        files.put(REPOSITORY + "/tree/main/catalog-info.yaml", component("one"));
        String location = "url:"
                + analyze("url:" + REPOSITORY + "/tree/main")
                        .existing()
                        .get(0)
                        .location()
                        .target();
        assertEquals(
                false,
                analyze("url:" + REPOSITORY + "/tree/main").existing().get(0).known());
        catalog.locations().add(location);
        assertEquals(
                true,
                analyze("url:" + REPOSITORY + "/tree/main").existing().get(0).known());
    }

    @Test
    void anEmptyRepositoryGetsAComponentToStartFrom() {
        Value.Obj generated =
                analyze("url:" + REPOSITORY + "/tree/main").generated().orElseThrow();
        assertEquals(
                Value.parseJson("{\"apiVersion\":\"backstage.io/v1alpha1\",\"kind\":\"Component\","
                        + "\"metadata\":{\"name\":\"pay.ments\",\"annotations\":{\"github.com/project-slug\":\"acme/pay.ments\"}},"
                        + "\"spec\":{\"type\":\"other\",\"lifecycle\":\"unknown\"}}"),
                generated);
    }

    @Test
    void whatCannotBeReadIsNotTakenForEmpty() {
        String pattern = REPOSITORY + "/tree/main/**/catalog-info.yaml";
        files.fail(pattern, "the server answers 500");
        LocationAnalysis analysis = analyze("url:" + REPOSITORY + "/tree/main");
        assertEquals(Optional.empty(), analysis.generated());
        assertEquals(
                List.of("location-unreadable"),
                analysis.findings().stream().map(Diagnostic::ruleId).toList());
    }

    @Test
    void aBrokenFileIsFoundWithItsPlace() {
        files.put(REPOSITORY + "/tree/main/catalog-info.yaml", file("a: [\n", component("one")));
        LocationAnalysis analysis = analyze("url:" + REPOSITORY + "/tree/main");
        assertEquals(1, analysis.existing().size());
        assertEquals(1, analysis.findings().size());
    }

    @Test
    void aDirectoryOfThisMachineAndAFileOfAPlainServerWorkToo(@TempDir Path directory) throws IOException {
        try (Catalog local = Catalog.builder().config(Config.empty()).build()) {
            Path repository = Files.createDirectory(directory.resolve("My repo!"));
            LocationRef location = new LocationRef("file", repository.toString());
            assertEquals(
                    Optional.of(Value.Str.of("My-repo")),
                    local.analyzeLocation(location).generated().flatMap(entity -> entity.at("/metadata/name")));
            Files.writeString(
                    Files.createDirectory(repository.resolve("a")).resolve("descriptor.yml"), component("one"));
            assertEquals(
                    1,
                    local.analyzeLocation(location, "descriptor.yml").existing().size());
        }
        files.put("https://plain.test/x/all.yaml", component("one"));
        assertEquals(1, analyze("url:https://plain.test/x/all.yaml").existing().size());
    }

    @Test
    void otherTypesAndPatternsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> analyze("ftp:x"));
        LocationRef location = LocationRef.parse("url:" + REPOSITORY);
        assertThrows(IllegalArgumentException.class, () -> catalog.analyzeLocation(location, "*.yaml"));
        assertThrows(IllegalArgumentException.class, () -> catalog.analyzeLocation(location, "../x.yaml"));
    }
}
