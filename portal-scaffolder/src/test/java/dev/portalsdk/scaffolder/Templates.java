package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Templates for tests. */
public final class Templates {
    private Templates() {}

    /** A template with these steps and what follows them in its spec, as YAML. */
    public static Template withSteps(String stepsAndMore) {
        return read("template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata:
                  name: test
                spec:
                  type: service
                  steps:
                """ + stepsAndMore.indent(4));
    }

    /** A template from a file. */
    public static Template read(Path file) {
        try {
            return read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A template from its text. */
    public static Template read(String source, String yaml) {
        EntityDescriptor descriptor =
                DescriptorReader.create().read(source, yaml).orThrow().get(0);
        return Template.of(descriptor).orThrow();
    }

    /** Values from JSON with single quotes. */
    public static Value.Obj values(String json) {
        return (Value.Obj) Value.parseJson(json.replace('\'', '"'));
    }
}
