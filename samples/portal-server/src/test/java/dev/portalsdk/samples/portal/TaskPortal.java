package dev.portalsdk.samples.portal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Portals whose templates take their time, fail, and ask; the forge of the sample plays github.com. */
public final class TaskPortal {
    private static final String CONFIG = """
            auth: {environment: development, providers: {guest: {}}}
            integrations:
              github:
                - {host: github.com, apiBaseUrl: '${FORGE_API_URL}', rawBaseUrl: '${FORGE_RAW_URL}', cloneBaseUrl: '${FORGE_CLONE_URL}', token: '${FORGE_TOKEN}'}
            catalog:
              rules: [{allow: [Template, Group, Component, Location]}]
              locations: [{type: file, target: ../../templates.yaml}]
            demo: {repositories: '${REPOSITORIES}'}
            """;
    private static final String TEMPLATES = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: team}
            spec: {type: team, children: []}
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: slow, title: Takes its time}
            spec:
              owner: team
              type: service
              parameters:
                - title: How long
                  properties:
                    seconds: {type: number, title: Seconds, default: 60}
              steps:
                - {id: first, name: Say something, action: debug:log, input: {message: 'a <b>bold</b> start'}}
                - {id: wait, name: Wait, action: debug:wait, input: {seconds: '${{ parameters.seconds }}'}}
                - {id: last, name: Say more, action: debug:log, input: {message: the end}}
              output:
                text: [{title: So, content: it is done}]
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: fails, title: Fails first}
            spec:
              owner: team
              type: service
              steps:
                - {id: first, name: Say something, action: debug:log, input: {message: once}}
                - {id: read, name: Read a file, action: 'fetch:plain:file', input: {url: ./there.txt, targetPath: there.txt}}
            ---
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: asks, title: Asks what to do}
            spec:
              owner: team
              type: service
              onFailure: ask
              steps:
                - {id: write, name: Write, action: 'fetch:plain:file', input: {url: ./templates.yaml, targetPath: a.yaml}}
                - {id: publish, name: Publish, action: 'publish:github', input: {repoUrl: 'github.com?owner=myorg&repo=half-made'}}
                - {id: read, name: Read a file, action: 'fetch:plain:file', input: {url: ./never.txt, targetPath: never.txt}}
            """;

    private TaskPortal() {}

    /**
     * Starts one.
     *
     * @param directory empty
     * @param more configuration
     * @param variables that it names
     */
    static TestPortal of(Path directory, String more, Map<String, String> variables) throws IOException {
        Files.writeString(directory.resolve("templates.yaml"), TEMPLATES);
        Files.writeString(directory.resolve("app-config.yaml"), CONFIG);
        Files.writeString(directory.resolve("app-config.local.yaml"), more);
        return again(directory, variables);
    }

    /** Starts one of a directory once more. */
    static TestPortal again(Path directory, Map<String, String> variables) throws IOException {
        Map<String, String> all = new HashMap<>(variables);
        all.put("REPOSITORIES", Path.of("data/repositories").toAbsolutePath().toString());
        return TestPortal.of(directory, all);
    }

    /** As above, configured no further. */
    public static TestPortal of(Path directory) throws IOException {
        return of(directory, "{}", Map.of());
    }
}
