package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs recorded templates dry and compares verdict, files and output with what the real backend answered. */
class DryRunConformanceTest {
    @TempDir
    Path directory;

    private Scaffolder scaffolder;

    @BeforeEach
    void open() {
        Integrations integrations = Integrations.builder()
                .add(GitHubIntegration.builder("github.com").build())
                .build();
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(
                                UrlReaders.builder().localFiles().build(), integrations)
                        .registrar(url -> List.of())
                        .catalog((ref, user) -> Optional.empty())
                        .build())
                .backstageProfile()
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
    }

    @TestFactory
    Stream<DynamicTest> recordedDryRuns() throws IOException {
        Path folder = folder();
        writeSources(parse(folder.resolve("input/directory-contents.json")));
        Value.Obj cases = (Value.Obj) parse(folder.resolve("input/cases.json"));
        Map<String, String> known = knownDifferences();
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("dry-run"))) {
            files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(file -> {
                String id = file.getFileName().toString().replace(".json", "");
                cases.obj(id)
                        .ifPresent(given -> tests.add(
                                DynamicTest.dynamicTest(id, () -> check(id, given, (Value.Obj) parse(file), known))));
            });
        }
        assertFalse(tests.isEmpty(), "no recorded dry runs");
        return tests.stream();
    }

    private static Path folder() {
        String given = System.getProperty("conformance.dir", "");
        try {
            Path root = given.isBlank()
                    ? Path.of(DryRunConformanceTest.class
                            .getResource("/conformance")
                            .toURI())
                    : Path.of(given);
            return root.resolve("scaffolder");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Value parse(Path file) throws IOException {
        return Value.parseJson(Files.readString(file));
    }

    private static Map<String, String> knownDifferences() throws IOException {
        Map<String, String> known = new TreeMap<>();
        String resource = "/conformance/scaffolder/dry-run/known-differences.txt";
        byte[] text = DryRunConformanceTest.class.getResourceAsStream(resource).readAllBytes();
        new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line ->
                        known.put(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2)));
        return known;
    }

    private void writeSources(Value contents) throws IOException {
        for (Value value : ((Value.Arr) contents).values()) {
            Value.Obj file = (Value.Obj) value;
            Path target = directory.resolve(file.string("path").orElseThrow());
            Files.createDirectories(target.getParent());
            Files.write(
                    target,
                    Base64.getDecoder().decode(file.string("base64Content").orElseThrow()));
        }
    }

    private void check(String id, Value.Obj given, Value.Obj recorded, Map<String, String> known) {
        Optional<String> difference = difference(given, recorded);
        if (known.containsKey(id)) {
            assertTrue(difference.isPresent(), "listed as different (" + known.get(id) + ") but is not; take it off");
        } else {
            assertTrue(difference.isEmpty(), difference::toString);
        }
    }

    private Optional<String> difference(Value.Obj given, Value.Obj recorded) {
        Value.Obj document = given.obj("template").orElseThrow();
        Validated<Template> template = Template.of(
                EntityDescriptor.of(document, directory.resolve("template.yaml").toString()));
        Validated<Scaffolder.DryRun> run = template.hasErrors()
                ? Validated.rejected(template.findings())
                : scaffolder.dryRun(request(template.value().orElseThrow(), given));
        Value.Obj body = recorded.obj("body").orElseThrow();
        boolean accepted = recorded.get("status").orElseThrow().equals(Value.Num.of(200));
        boolean completed = run.value()
                .filter(dry -> dry.state().status() == TaskStatus.COMPLETED)
                .isPresent();
        if (accepted != completed) {
            return Optional.of("recorded " + body.toJson() + "\nours " + run);
        }
        return accepted ? difference(run.value().orElseThrow(), body) : Optional.empty();
    }

    private static TaskRequest request(Template template, Value.Obj given) {
        TaskRequest.Builder request =
                TaskRequest.builder(template).values(given.obj("values").orElse(Value.Obj.empty()));
        given.obj("secrets")
                .orElse(Value.Obj.empty())
                .forEach((name, secret) ->
                        request.secret(name, Secret.of(secret.asString().orElseThrow())));
        return request.build();
    }

    /** Where a workspace lies on its machine is no part of an answer; that paths end with what they are in it is. */
    private static Value withoutMachine(Value value) {
        if (value instanceof Value.Obj object) {
            Value.Obj.Builder plain = Value.Obj.builder();
            object.forEach((key, child) -> plain.put(key, withoutMachine(child)));
            Optional<String> path = object.string("path");
            boolean ends = path.isPresent()
                    && object.string("fullPath")
                            .filter(full -> full.startsWith("/") && full.endsWith("/" + path.get()))
                            .isPresent();
            return ends ? plain.put("fullPath", "/" + path.get()).build() : plain.build();
        }
        return value instanceof Value.Arr array
                ? Value.Arr.of(array.values().stream()
                        .map(DryRunConformanceTest::withoutMachine)
                        .toList())
                : value;
    }

    private static Optional<String> difference(Scaffolder.DryRun ours, Value.Obj recorded) {
        Map<String, String> files = new TreeMap<>();
        for (Value value : recorded.arr("directoryContents").orElseThrow().values()) {
            Value.Obj file = (Value.Obj) value;
            files.put(file.string("path").orElseThrow(), file.string("text").orElseThrow());
        }
        Map<String, String> written = new TreeMap<>();
        ours.files().forEach((path, bytes) -> written.put(path, new String(bytes, StandardCharsets.UTF_8)));
        if (!files.equals(written)) {
            return Optional.of("files: recorded " + files + "\nours " + written);
        }
        if (!withoutMachine(recorded.get("output").orElseThrow())
                .equals(withoutMachine(ours.state().output()))) {
            return Optional.of("output: recorded " + recorded.get("output") + "\nours "
                    + ours.state().output());
        }
        String log = ours.journal().toString();
        return log.contains("s3cret") ? Optional.of("a secret is in the journal: " + log) : Optional.empty();
    }
}
