package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Templates as teams write them: each renders to what is expected, and the checker has nothing against it. */
class CorpusTest {
    @TempDir
    Path directory;

    private Scaffolder scaffolder;

    @BeforeEach
    void open() {
        scaffolder = Scaffolder.builder()
                .engine(CorpusActions.engine())
                .actions(CorpusActions.all())
                .failOnTemplateError()
                .backstageProfile()
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
    }

    @Test
    void thereAreAtLeastThirtyOfThem() throws IOException {
        assertTrue(CorpusTemplate.all().size() >= 30);
    }

    @TestFactory
    Stream<DynamicTest> rendersToWhatIsExpected() throws IOException {
        return CorpusTemplate.all().stream()
                .map(template -> DynamicTest.dynamicTest(template.name(), () -> renders(template)));
    }

    private void renders(CorpusTemplate corpus) throws IOException {
        Template template = Templates.read(corpus.write(directory.resolve(corpus.name())));
        Scaffolder.DryRun run = scaffolder.dryRun(request(template, corpus)).orThrow();

        assertEquals(TaskStatus.COMPLETED, run.state().status(), () -> run.state() + "\n" + run.journal());
        Map<String, String> written = new TreeMap<>();
        run.files().forEach((path, bytes) -> written.put(path, new String(bytes, StandardCharsets.UTF_8)));
        assertEquals(corpus.expected(), written);
    }

    private static TaskRequest request(Template template, CorpusTemplate corpus) {
        return TaskRequest.builder(template)
                .values(corpus.values())
                .secret("REGISTRY_TOKEN", Secret.of("r3g1stry"))
                .secret("apiKey", Secret.of("k3y-of-api"))
                .user(user())
                .build();
    }

    private static Entity user() {
        return EntityValidator.of(Kinds.standard())
                .validate(
                        EntityDescriptor.of(
                                Templates.values(
                                        "{'apiVersion': 'backstage.io/v1alpha1', 'kind': 'User', 'metadata': {'name': 'alice'}, 'spec': {'memberOf': []}}")))
                .orThrow();
    }

    @TestFactory
    Stream<DynamicTest> checksClean() throws IOException {
        return CorpusTemplate.all().stream()
                .map(corpus -> DynamicTest.dynamicTest(corpus.name(), () -> {
                    Path file = corpus.write(directory.resolve(corpus.name()));
                    TemplateProgram program = TemplateProgram.builder()
                            .engine(CorpusActions.engine())
                            .actions(CorpusActions.all())
                            .read(file)
                            .orThrow();

                    assertEquals(List.of(), program.findings());
                }));
    }
}
