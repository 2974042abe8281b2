package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ActionRegistry;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Inputs and outputs of our actions have the names, types and necessity of Backstage's: {@code actions.json} is what a backend answered, {@code
 * actions-of-modules.json} what the packages of the versions named in it declare.
 */
class ActionSchemasConformanceTest {
    private static final Map<String, ActionDescriptor<?, ?>> OURS = ours();

    private static Map<String, ActionDescriptor<?, ?>> ours() {
        Integrations integrations = Integrations.builder().build();
        Map<String, ActionDescriptor<?, ?>> byId = new TreeMap<>();
        ActionRegistry.of(StandardActions.builder(UrlReaders.builder().build(), integrations)
                        .registrar(url -> List.of())
                        .catalog((ref, user) -> Optional.empty())
                        .notifications(notification -> {})
                        .build())
                .descriptors()
                .forEach(descriptor -> byId.put(descriptor.id(), descriptor));
        return byId;
    }

    /** What a backend answered: our copy of it, or that of the folder to test against. */
    private static Value.Obj recorded() throws IOException {
        String given = System.getProperty("conformance.dir", "");
        if (given.isBlank()) {
            return own("actions.json");
        }
        return (Value.Obj) Value.parseJson(Files.readString(Path.of(given, "scaffolder", "actions.json")));
    }

    /** What the packages declare was never recorded from a backend: it is there in our copy only. */
    private static Value.Obj own(String name) throws IOException {
        byte[] bytes = ActionSchemasConformanceTest.class
                .getResourceAsStream("/conformance/scaffolder/" + name)
                .readAllBytes();
        return (Value.Obj) Value.parseJson(new String(bytes, StandardCharsets.UTF_8));
    }

    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new TreeMap<>();
        byte[] bytes = ActionSchemasConformanceTest.class
                .getResourceAsStream("/conformance/scaffolder/actions-known-differences.txt")
                .readAllBytes();
        new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line ->
                        known.put(line.substring(0, line.indexOf(" = ")), line.substring(line.indexOf(" = ") + 3)));
        return known;
    }

    @TestFactory
    Stream<DynamicTest> actionsHaveTheSchemasOfBackstage() throws IOException {
        Map<String, Value.Obj> recorded = new TreeMap<>();
        for (Value action : recorded().arr("body").orElseThrow().values()) {
            Value.Obj object = (Value.Obj) action;
            recorded.put(object.string("id").orElseThrow(), object.obj("schema").orElse(Value.Obj.empty()));
        }
        own("actions-of-modules.json")
                .obj("actions")
                .orElse(Value.Obj.empty())
                .forEach((id, schema) -> recorded.put(id, (Value.Obj) schema));
        assertFalse(recorded.isEmpty(), "no recorded actions");
        Map<String, String> known = known();
        return recorded.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    Set<String> differences = differences(entry.getKey(), entry.getValue());
                    Set<String> listed = new TreeSet<>(known.keySet());
                    listed.removeIf(line -> !line.startsWith(entry.getKey() + " "));
                    assertEquals(listed, differences);
                }));
    }

    @Test
    void everyRecordedModuleHasItsVersion() throws IOException {
        assertTrue(own("actions-of-modules.json").obj("packages").orElseThrow().size() >= 3);
    }

    private static Set<String> differences(String id, Value.Obj recorded) {
        Set<String> differences = new TreeSet<>();
        ActionDescriptor<?, ?> ours = OURS.get(id);
        if (ours == null) {
            return Set.of(id + " is not there");
        }
        recorded.obj("input").ifPresent(input -> compare(id + " input", input, ours.inputSchema(), differences));
        recorded.obj("output").ifPresent(output -> compare(id + " output", output, ours.outputSchema(), differences));
        return differences;
    }

    private static void compare(String what, Value.Obj recorded, Value.Obj ours, Set<String> differences) {
        if (recorded.has("anyOf")) {
            differences.add(what + " is one of several");
            return;
        }
        Value.Obj theirs = recorded.obj("properties").orElse(Value.Obj.empty());
        Value.Obj own = ours.obj("properties").orElse(Value.Obj.empty());
        Set<String> names = new TreeSet<>(theirs.keys());
        names.addAll(own.keys());
        for (String name : names) {
            if (!own.has(name) || !theirs.has(name)) {
                differences.add(what + " " + name + (own.has(name) ? " is ours" : " is missing"));
            } else {
                Optional<String> type = theirs.obj(name).orElseThrow().string("type");
                Optional<String> ownType = own.obj(name).orElseThrow().string("type");
                boolean same = type.isEmpty()
                        || ownType.isEmpty()
                        || type.equals(ownType)
                        || (type.get().equals("number") && ownType.get().equals("integer"));
                if (!same) {
                    differences.add(what + " " + name + " is " + ownType.orElse("") + " instead of " + type.get());
                }
            }
        }
        Set<String> required = strings(recorded);
        Set<String> ownRequired = strings(ours);
        if (what.endsWith("input")) {
            // Lists may be left out here: one that is missing is empty.
            ownRequired.stream()
                    .filter(name -> !required.contains(name))
                    .forEach(name -> differences.add(what + " " + name + " is required"));
            required.stream()
                    .filter(name -> !ownRequired.contains(name))
                    .forEach(name -> differences.add(what + " " + name + " may be left out"));
        }
    }

    private static Set<String> strings(Value.Obj schema) {
        List<String> required = schema.arr("required").map(Value.Arr::strings).orElse(new ArrayList<>());
        return new TreeSet<>(required);
    }
}
