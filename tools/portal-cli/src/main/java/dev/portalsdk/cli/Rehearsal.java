package dev.portalsdk.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs the usual commands over a small catalog, so that their classes can be kept in an archive: the launcher calls it once. */
public final class Rehearsal {
    private static final String ENTITIES = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: a}
            spec: {type: team, children: []}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: a, tags: [a], labels: {a: b}, annotations: {a/b: "1"}}
            spec: {type: service, lifecycle: production, owner: nobody, dependsOn: ["component:b"]}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: API
            metadata: {name: a}
            spec: {type: openapi, lifecycle: production, definition: "a: b"}
            """;

    private Rehearsal() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("portal-rehearsal");
        Path file = directory.resolve("catalog-info.yaml");
        Path other = directory.resolve("b/catalog-info.yaml");
        try {
            Files.writeString(file, ENTITIES);
            Files.createDirectories(other.resolveSibling(""));
            Files.writeString(other, ENTITIES.replace("name: a", "name: b"));
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            Terminal terminal = new Terminal(nowhere, nowhere, false, false);
            String path = directory.toString();
            Portal.run(terminal, "check", path);
            Portal.run(terminal, "plan", path, "--base", "dir:" + directory.resolve("b"));
            Portal.run(terminal, "catalog", "query", path, "--filter", "kind=component");
        } finally {
            for (Path made : new Path[] {other, other.resolveSibling(""), file, directory}) {
                Files.deleteIfExists(made);
            }
        }
    }
}
