package dev.portalsdk.techdocs;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.util.Map;

/** Components with the annotations a test is about. */
final class TestEntities {

    private TestEntities() {}

    static Entity component(String name, Map<String, String> annotations) {
        StringBuilder yaml = new StringBuilder("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: "
                + name + "\n  annotations:\n    example.com/test: x\n");
        annotations.forEach((key, value) ->
                yaml.append("    ").append(key).append(": \"").append(value).append("\"\n"));
        yaml.append("spec:\n  type: service\n  lifecycle: production\n  owner: team\n");
        return EntityValidator.of(Kinds.standard())
                .validate(DescriptorReader.create()
                        .read("catalog-info.yaml", yaml.toString())
                        .orThrow()
                        .get(0))
                .orThrow();
    }
}
