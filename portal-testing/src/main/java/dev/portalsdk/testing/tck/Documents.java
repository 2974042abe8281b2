package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.yaml.DescriptorReader;

/** Small descriptors, as text and as entities. */
final class Documents {
    private static final DescriptorReader READER = DescriptorReader.create();

    private Documents() {}

    /** The URL of a file of this name. */
    static LocationRef file(String name) {
        return new LocationRef("url", "https://git.test/" + name);
    }

    static String component(String name, String owner) {
        return document("Component", name) + "  type: service\n  lifecycle: production\n  owner: " + owner + "\n";
    }

    static String component(String name) {
        return component(name, "team");
    }

    /** Names files beside it. */
    static String location(String name, String... targets) {
        StringBuilder text = new StringBuilder(document("Location", name)).append("  targets:\n");
        for (String target : targets) {
            text.append("    - ./").append(target).append('\n');
        }
        return targets.length == 0 ? text.append("    []\n").toString() : text.toString();
    }

    private static String document(String kind, String name) {
        return "apiVersion: backstage.io/v1alpha1\nkind: " + kind + "\nmetadata:\n  name: " + name + "\nspec:\n";
    }

    /** Several in one file. */
    static String together(String... documents) {
        return String.join("---\n", documents);
    }

    /** What stands in one document, given from a place. */
    static ProvidedEntity given(String document, String place) {
        return new ProvidedEntity(READER.read(place, document).orThrow().get(0), file(place));
    }

    /** Given from a place of its own. */
    static ProvidedEntity given(String document) {
        return given(document, "code.yaml");
    }

    static EntityRef componentRef(String name) {
        return new EntityRef("component", EntityRef.DEFAULT_NAMESPACE, name);
    }

    static EntityRef locationRef(String name) {
        return new EntityRef("location", EntityRef.DEFAULT_NAMESPACE, name);
    }
}
