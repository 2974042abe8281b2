package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.descriptor;
import static dev.portalsdk.catalog.Documents.file;
import static dev.portalsdk.catalog.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Validated;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checking a descriptor as the catalog would, without storing it. */
class EntityValidationTest {
    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final Catalog catalog = Catalog.builder()
            .urlReader(files)
            .processor("owner", (descriptor, context) -> {
                if (descriptor.annotation("acme.test/fail").isPresent()) {
                    throw new IllegalStateException("no owner today");
                }
                return ProcessorOutput.of(descriptor.withAnnotation("acme.test/seen", "yes"));
            })
            .rule(
                    "no-web",
                    entity -> entity.ref().name().equals("web")
                            ? List.of(Diagnostic.error("no-web", "not web")
                                    .pointer("/metadata/name")
                                    .build())
                            : List.of())
            .build();

    @AfterEach
    void nothingWasStored() {
        catalog.settle();
        assertEquals(0, catalog.queries().all().size());
        assertEquals(List.of(), catalog.facts().sources());
        catalog.close();
    }

    private Validated<Entity> validate(String yaml) {
        return catalog.validate(descriptor(yaml), LocationRef.parse("url:https://git.test/dir/a.yaml"));
    }

    private static List<String> rules(Validated<?> result) {
        return result.findings().stream().map(Diagnostic::ruleId).toList();
    }

    @Test
    void theWholePipelineRuns() {
        files.put("https://git.test/dir/owner.txt", "team-a");
        Validated<Entity> good = validate(component("one", "{$text: ./owner.txt}"));
        assertFalse(good.hasErrors(), good.findings().toString());
        Entity entity = good.orThrow();
        assertEquals("team-a", entity.spec().string("owner").orElseThrow());
        assertEquals("yes", entity.metadata().annotation("acme.test/seen").orElseThrow());
        assertEquals(
                "url:https://git.test/dir/a.yaml",
                entity.metadata().annotation("backstage.io/managed-by-location").orElseThrow());
    }

    @Test
    void everyKindOfMistakeIsAFinding() {
        assertEquals(List.of("placeholder"), rules(validate(component("one", "{$text: ./gone.txt}"))));
        assertEquals(List.of("no-web"), rules(validate(component("web"))));
        assertEquals(
                List.of("processor-failed"),
                rules(validate(
                        component("one").replace("name: one", "name: one\n  annotations: {acme.test/fail: x}"))));
        assertTrue(validate(component("one", "[]")).hasErrors());
        assertTrue(validate("kind: Component\nmetadata: {title: nameless}\n").hasErrors());
    }

    @Test
    void aLocationIsReadOneStepDeep() {
        files.put("https://git.test/dir/b.yaml", file(location("deeper", "./never-read.yaml"), component("bad", "[]")));
        files.put("https://git.test/dir/c.yaml", component("x").replace("Component", "Resource"));
        assertFalse(validate(location("all", "./b.yaml")).hasErrors());
        assertEquals(0, files.reads("https://git.test/dir/never-read.yaml"));
        assertEquals(
                List.of("location-not-found", "not-allowed"),
                rules(validate(location("all", "./b.yaml", "./c.yaml", "./gone.yaml"))).stream()
                        .sorted()
                        .toList());
    }
}
