package dev.portalsdk.http.scaffolder;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.catalog.RecordedCatalog;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded dry runs, asked for over HTTP: same status, files, output, steps, and fields of forms that are refused. Messages may differ, and what Backstage
 * answers with 500 because an action threw a plain error, we may answer with the status that the mistake deserves.
 */
class DryRunApiConformanceTest {
    private static final Path FOLDER = RecordedCatalog.folder("scaffolder");
    private static Catalog catalog;
    private static Scaffolder scaffolder;
    private static PortalHttp portal;
    private static Value files;
    private static Value.Obj known;

    @BeforeAll
    static void open() throws IOException {
        catalog = Catalog.builder().build();
        DryRunSources sources = DryRunSources.over(new InMemoryUrlReader());
        scaffolder = ScaffolderFixture.open(catalog, sources);
        portal = PortalHttp.builder()
                .catalog(catalog)
                .scaffolder(scaffolder)
                .dryRunSources(sources)
                .build();
        files = parse(FOLDER.resolve("input/directory-contents.json"));
        try (var in = DryRunApiConformanceTest.class.getResourceAsStream("/dry-run-api-differences.json")) {
            known = (Value.Obj) Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    static void close() {
        scaffolder.close();
        catalog.close();
    }

    private static Value parse(Path file) throws IOException {
        return Value.parseJson(Files.readString(file));
    }

    @TestFactory
    Stream<DynamicTest> recordedDryRuns() throws IOException {
        Value.Obj cases = (Value.Obj) parse(FOLDER.resolve("input/cases.json"));
        try (Stream<Path> recorded = Files.list(FOLDER.resolve("dry-run"))) {
            List<DynamicTest> tests = recorded.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .flatMap(file -> test(file, cases).stream())
                    .toList();
            assertFalse(tests.isEmpty(), "no recorded dry runs");
            return tests.stream();
        }
    }

    private static Optional<DynamicTest> test(Path file, Value.Obj cases) {
        String id = file.getFileName().toString().replace(".json", "");
        return cases.obj(id)
                .map(given -> DynamicTest.dynamicTest(id, () -> {
                    Optional<String> difference = difference(ask(given), (Value.Obj) parse(file));
                    if (known.has(id)) {
                        assertTrue(difference.isPresent(), () -> "listed (" + known.get(id) + ") but not different");
                    } else {
                        assertTrue(difference.isEmpty(), difference::toString);
                    }
                }));
    }

    private static Answer ask(Value.Obj given) {
        String body = given.with("directoryContents", files).toJson();
        return Answers.send(portal, "POST", "/api/scaffolder/v2/dry-run", Optional.of(body));
    }

    private static Optional<String> difference(Answer ours, Value.Obj recorded) {
        int status = (int) ((Value.Num) recorded.get("status").orElseThrow()).longValue();
        Value.Obj body = recorded.obj("body").orElseThrow();
        boolean same = status == 500 ? ours.status() >= 400 : ours.status() == status;
        if (!same) {
            return Optional.of("recorded " + status + " " + body.toJson() + "\nours " + ours.status() + ours.text());
        }
        Value.Obj answer = (Value.Obj) ours.json();
        boolean equal = shown(body).equals(shown(answer))
                && fields(body).stream()
                        .allMatch(field -> fields(answer).stream().anyMatch(our -> our.startsWith(field)));
        return equal ? Optional.empty() : Optional.of("recorded " + body.toJson() + "\nours " + ours.text());
    }

    /** What of an answer is to be the same. */
    private static Map<String, Object> shown(Value.Obj body) {
        Map<String, Object> shown = new TreeMap<>();
        shown.put("keys", body.keys().stream().sorted().toList());
        body.get("output").ifPresent(output -> shown.put("output", withoutMachine(output)));
        body.arr("directoryContents").ifPresent(contents -> shown.put("files", texts(contents)));
        body.arr("steps").ifPresent(steps -> shown.put("steps", steps));
        return shown;
    }

    private static Map<String, String> texts(Value.Arr contents) {
        Map<String, String> texts = new TreeMap<>();
        for (Value value : contents.values()) {
            Value.Obj file = (Value.Obj) value;
            String text = file.string("text")
                    .or(() -> file.string("base64Content")
                            .map(base64 -> new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8)))
                    .orElseThrow();
            texts.put(file.string("path").orElseThrow(), text);
        }
        return texts;
    }

    /** The fields that are refused; of one that is missing Backstage names the object that lacks it. */
    private static List<String> fields(Value.Obj body) {
        return body.arr("errors").map(Value.Arr::values).orElse(List.of()).stream()
                .flatMap(error -> error.at("/property").flatMap(Value::asString).stream())
                .toList();
    }

    /** Where a workspace lies on its machine is no part of an answer. */
    private static Value withoutMachine(Value value) {
        if (value instanceof Value.Obj object) {
            Value.Obj.Builder plain = Value.Obj.builder();
            object.forEach((key, child) -> {
                if (!key.equals("fullPath")) {
                    plain.put(key, withoutMachine(child));
                }
            });
            return plain.build();
        }
        return value instanceof Value.Arr array
                ? Value.Arr.of(array.values().stream()
                        .map(DryRunApiConformanceTest::withoutMachine)
                        .toList())
                : value;
    }
}
