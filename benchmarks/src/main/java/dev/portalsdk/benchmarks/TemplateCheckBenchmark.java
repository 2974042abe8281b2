package dev.portalsdk.benchmarks;

import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.ActionRegistry;
import dev.portalsdk.scaffolder.TemplateProgram;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The checker on one thread: a template of three steps from its file to its findings, alone and with a skeleton of 100 files of 5 KB. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TemplateCheckBenchmark {
    private static final int FILES = 100;
    private static final String TEMPLATE = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: service, title: Service}
            spec:
              owner: group:platform
              type: service
              parameters:
                - title: Service
                  required: [name, owner]
                  properties:
                    name: {title: Name, type: string, pattern: '^[a-z0-9-]+$'}
                    owner: {title: Owner, type: string, ui:field: OwnerPicker}
                    database: {title: Database, type: string, enum: [none, postgresql], default: none}
                    port: {title: Port, type: number, default: 8000, minimum: 1024}
                - title: Repository
                  required: [repoUrl]
                  properties:
                    repoUrl: {title: Repository, type: string, ui:field: RepoUrlPicker}
              steps:
                - id: fetch
                  action: fetch:template
                  input:
                    url: %s
                    values:
                      name: ${{ parameters.name }}
                      owner: ${{ parameters.owner }}
                      database: ${{ parameters.database }}
                      port: ${{ parameters.port }}
                - id: publish
                  action: publish:github
                  input: {repoUrl: '${{ parameters.repoUrl }}', description: 'This is ${{ parameters.name | upper }}'}
                - id: register
                  if: ${{ parameters.database != 'none' }}
                  action: catalog:register
                  input: {repoContentsUrl: '${{ steps.publish.output.repoContentsUrl }}', catalogInfoPath: /catalog-info.yaml}
              output:
                links:
                  - {title: Repository, url: '${{ steps.publish.output.remoteUrl }}'}
            """;

    private final Integrations integrations = Integrations.builder()
            .add(GitHubIntegration.builder("github.com").build())
            .build();
    private final TemplateEngine engine = StandardActions.engine(integrations);
    private final ActionRegistry actions = ActionRegistry.of(StandardActions.of(
            UrlReaders.builder().localFiles().integrations(integrations).build(), integrations, url -> List.of()));
    private final String alone = TEMPLATE.formatted("${{ parameters.repoUrl }}");
    private final String withSkeleton = TEMPLATE.formatted("./skeleton");
    private String file = "template.yaml";

    /** A skeleton in a directory for temporary files. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        Path root = Files.createTempDirectory("check");
        Path skeleton = Files.createDirectory(root.resolve("skeleton"));
        file = root.resolve("template.yaml").toString();
        for (int i = 0; i < FILES; i++) {
            Files.writeString(skeleton.resolve("File" + i + ".java"), SkeletonBenchmark.text());
        }
    }

    /** Form, steps and output; the skeleton's address depends on a parameter, so that it is left alone. */
    @Benchmark
    public int template() {
        return findings(alone);
    }

    /** The same, and the names and contents of the skeleton's files. */
    @Benchmark
    public int templateAndSkeleton() {
        return findings(withSkeleton);
    }

    private int findings(String yaml) {
        int findings = TemplateProgram.builder()
                .engine(engine)
                .actions(actions)
                .read(file, yaml)
                .findings()
                .size();
        if (findings > 0) {
            throw new IllegalStateException("The template should be clean");
        }
        return findings;
    }
}
