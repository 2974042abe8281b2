package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Descriptors for tests, and short words for what came of them. */
final class Documents {
    private Documents() {}

    static String component(String name) {
        return component(name, "team");
    }

    static String component(String name, String owner) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: " + name
                + "\nspec:\n  type: service\n  lifecycle: production\n  owner: " + owner + "\n";
    }

    static String location(String name, String... targets) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: " + name
                + "\nspec:\n  targets:\n"
                + Arrays.stream(targets)
                        .map(target -> "  - \"" + target + "\"\n")
                        .collect(Collectors.joining());
    }

    static String file(String... documents) {
        return String.join("---\n", documents);
    }

    static EntityDescriptor descriptor(String yaml) {
        return EntityDescriptor.of(
                DescriptorReader.create().read("", yaml).orThrow().get(0).root());
    }

    static ProvidedEntity given(String yaml) {
        return given(yaml, "provider:code");
    }

    static ProvidedEntity given(String yaml, String location) {
        return new ProvidedEntity(descriptor(yaml), LocationRef.parse(location));
    }

    static EntityRef ref(String text) {
        return EntityRef.parse(text);
    }

    /** The names of the visible components, in order. */
    static String components(Catalog catalog) {
        return catalog.queries().all("kind=component").stream()
                .map(entity -> entity.ref().name())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    static StitchedEntity entity(Catalog catalog, String ref) {
        return catalog.queries().byRef(ref(ref)).orElseThrow(() -> new AssertionError(ref + " is not visible"));
    }

    static String owner(Catalog catalog, String ref) {
        return entity(catalog, ref).entity().spec().string("owner").orElseThrow();
    }

    /** The rules of the findings, each once, in order; without those about what is merely not there to be referred to. */
    static String rules(Catalog catalog) {
        return catalog.findings().stream()
                .map(finding -> finding.ruleId())
                .filter(rule -> !rule.equals("dangling-ref"))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
