package dev.portalsdk.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a small repository that a test makes. */
record Repository(Path root) {
    static final String COMPONENT = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: web
            spec:
              type: service
              lifecycle: production
              owner: team-z
            """;
    static final String TEMPLATE = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata:
              name: service
            spec:
              type: service
              parameters:
                - title: Name
                  required: [name]
                  properties:
                    name:
                      title: Name
                      type: string
                      pattern: '^[a-z]+$'
              steps:
                - id: fetch
                  action: fetch:template
                  input:
                    url: ./skeleton
                    values:
                      name: ${{ parameters.name }}
            """;

    Repository with(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }
}
