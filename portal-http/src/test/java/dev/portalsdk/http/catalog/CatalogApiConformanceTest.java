package dev.portalsdk.http.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Recorded requests to Backstage's catalog get the recorded answers: status, shape and content. Ids differ between runs and wordings may; the order does where
 * nothing was said of it.
 */
class CatalogApiConformanceTest {
    private static Catalog catalog;
    private static PortalHttp api;
    private static final Set<String> USED = new TreeSet<>();
    /** Recorded cursors, and ours for the same place. */
    private static final Map<String, String> CURSORS = new HashMap<>();

    @BeforeAll
    static void open() throws IOException {
        catalog = RecordedCatalog.open();
        api = PortalHttp.builder().catalog(catalog).build();
    }

    /** Runs after all cases: what the listed reasons are for. */
    @AfterAll
    static void everyReasonIsNeededAndEveryNeededOneIsGiven() throws IOException {
        catalog.close();
        Set<String> given = reasons();
        assertTrue(given.containsAll(USED), "reasons that are not given: " + USED);
        if (System.getProperty("conformance.dir", "").isBlank()) {
            assertEquals(given, USED, "reasons that no case needs any more");
        }
    }

    private static Set<String> reasons() throws IOException {
        try (InputStream in = CatalogApiConformanceTest.class.getResourceAsStream("/catalog-api-differences.json")) {
            return new TreeSet<>(Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .asObj()
                    .orElseThrow()
                    .keys());
        }
    }

    @Test
    void everyRecordedRequestIsAnsweredAsRecorded() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        int cases = 0;
        for (Path file : recordings()) {
            Value recorded = Value.parseJson(Files.readString(file));
            List<Value> exchanges = recorded instanceof Value.Arr array ? array.values() : List.of(recorded);
            for (Value exchange : exchanges) {
                cases++;
                difference(exchange).ifPresent(what -> wrong.put(file.getFileName() + " " + asked(exchange), what));
            }
        }
        assertTrue(cases > 0, "no recorded request");
        assertNone(wrong);
    }

    @Test
    void everyRecordedFilterFindsWhatWasRecorded() throws IOException {
        Map<String, String> wrong = new TreeMap<>();
        List<String> lines =
                Files.readAllLines(RecordedCatalog.folder("catalog").resolve("filter-vectors.jsonl"));
        assertTrue(!lines.isEmpty(), "no recorded filter");
        for (String line : lines) {
            Value.Obj vector = Value.parseJson(line).asObj().orElseThrow();
            String target = vector.string("endpoint").orElseThrow() + "?"
                    + vector.string("query").orElseThrow();
            Answer answer = Answers.get(api, "/api/catalog" + target);
            if (answer.status() != status(vector)) {
                wrong.put(target, "here " + answer.status() + ", recorded " + status(vector));
            } else if (answer.status() == 200) {
                foundOtherwise(target, vector, answer.json()).ifPresent(what -> wrong.put(target, what));
            }
        }
        assertNone(wrong);
    }

    private static Optional<String> foundOtherwise(String target, Value.Obj recorded, Value body) {
        List<String> there = new ArrayList<>(recorded.arr("refs").orElseThrow().strings());
        // Queries and entities were recorded one after the other: what was there only at the time of the queries is not
        // asked for.
        there.removeIf(ref -> catalog.queries().byRef(EntityRef.parse(ref)).isEmpty());
        int gone = recorded.arr("refs").orElseThrow().size() - there.size();
        Value.Arr items =
                body.asArr().or(() -> body.at("/items").flatMap(Value::asArr)).orElseThrow();
        List<String> here = new ArrayList<>(
                items.values().stream().map(CatalogApiConformanceTest::refOf).toList());
        there.sort(null);
        here.sort(null);
        if (target.contains("fullText")) { // generated names were other hashes then, which hold a short text by chance
            there.removeIf(ref -> ref.startsWith("location:default/generated-"));
            here.removeIf(ref -> ref.startsWith("location:default/generated-"));
        }
        boolean sameTotal = target.contains("fullText")
                || recorded.get("totalItems")
                        .map(total -> total.equals(
                                Value.Num.of(((Value.Num) body.at("/totalItems").orElseThrow()).longValue() + gone)))
                        .orElse(true);
        return here.equals(there) && sameTotal
                ? Optional.empty()
                : Optional.of("here " + here + " of " + body.at("/totalItems") + "\n    recorded " + there + " of "
                        + recorded.get("totalItems"));
    }

    private static String refOf(Value entity) {
        return (text(entity, "/kind") + ":"
                        + entity.at("/metadata/namespace")
                                .flatMap(Value::asString)
                                .orElse("default") + "/" + text(entity, "/metadata/name"))
                .toLowerCase(java.util.Locale.ROOT);
    }

    private static List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.list(RecordedCatalog.folder("catalog").resolve("api"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String asked(Value exchange) {
        return text(exchange, "/request/method") + " " + text(exchange, "/request/path") + " "
                + exchange.at("/request/body").map(Value::toString).orElse("");
    }

    private static String text(Value value, String pointer) {
        return value.at(pointer).flatMap(Value::asString).orElseThrow();
    }

    private static int status(Value recorded) {
        return (int) ((Value.Num) recorded.at("/status").orElseThrow()).longValue();
    }

    private static Optional<String> difference(Value exchange) {
        String path = withOurCursor(text(exchange, "/request/path"));
        Optional<String> body = exchange.at("/request/body")
                .map(value -> value instanceof Value.Str raw ? raw.value() : value.toJson());
        Answer answer = Answers.send(api, text(exchange, "/request/method"), "/api/catalog" + path, body);
        String type = answer.headers().first("Content-Type").orElse("");
        Optional<String> recordedType = exchange.at("/headers/content-type").flatMap(Value::asString);
        Value recorded = exchange.at("/body").orElseThrow();
        Value here = answer.bytes().length == 0 ? Value.Str.of("") : answer.json();
        rememberCursor(recorded, here);
        boolean same = answer.status() == status(exchange)
                && recordedType.orElse("").equals(type)
                && comparable(recorded, recorded).equals(comparable(here, recorded));
        return same
                ? Optional.empty()
                : Optional.of("here " + answer.status() + " " + type + ", recorded " + status(exchange)
                        + parting(
                                comparable(here, recorded).toString(),
                                comparable(recorded, recorded).toString()));
    }

    /** Where two texts part. */
    private static String parting(String here, String recorded) {
        int at = 0;
        while (at < Math.min(here.length(), recorded.length()) && here.charAt(at) == recorded.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 100);
        return "\n    here …" + here.substring(from, Math.min(here.length(), at + 150)) + "\n    recorded …"
                + recorded.substring(from, Math.min(recorded.length(), at + 150));
    }

    private static String withOurCursor(String path) {
        int at = path.indexOf("cursor=");
        if (at < 0) {
            return path;
        }
        String cursor = URLDecoder.decode(path.substring(at + 7).replaceFirst("&.*", ""), StandardCharsets.UTF_8);
        return path.substring(0, at + 7)
                + URLEncoder.encode(CURSORS.getOrDefault(cursor, cursor), StandardCharsets.UTF_8);
    }

    private static void rememberCursor(Value recorded, Value here) {
        recorded.at("/pageInfo/nextCursor").flatMap(Value::asString).ifPresent(cursor -> here.at("/pageInfo/nextCursor")
                .flatMap(Value::asString)
                .ifPresent(ours -> CURSORS.put(cursor, ours)));
    }

    /** What must be the same: of an error its name and what it is about, of everything else all but ids; unordered lists of entities as sets. */
    private static Object comparable(Value value, Value recorded) {
        if (recorded.at("/error").isPresent() || recorded.at("/errors").isPresent()) {
            return value.at("/error/name").map(Value::toString).orElse("")
                    + value.at("/request").map(CatalogApiConformanceTest::plain).orElse("")
                    + value.at("/response")
                            .map(CatalogApiConformanceTest::plain)
                            .orElse("")
                    + value.at("/errors")
                            .flatMap(Value::asArr)
                            .map(errors -> !errors.isEmpty()
                                    && errors.values().stream()
                                            .allMatch(error -> !text(error, "/name")
                                                            .isBlank()
                                                    && !text(error, "/message").isBlank()))
                            .map(String::valueOf)
                            .orElse("");
        }
        if (value instanceof Value.Arr entities) {
            return entities.values().stream()
                    .map(CatalogApiConformanceTest::plain)
                    .map(String::valueOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return plain(value);
    }

    /** Without etags and the text of cursors; numbers as doubles, as JavaScript has no others. */
    private static Object plain(Value value) {
        if (value instanceof Value.Obj object) {
            Map<String, Object> map = new TreeMap<>();
            object.forEach((key, child) ->
                    map.put(key, Set.of("etag", "nextCursor", "prevCursor").contains(key) ? "there" : plain(child)));
            object.arr("parentEntityRefs").ifPresent(parents -> map.put("parentEntityRefs", parents(parents)));
            return map;
        }
        if (value instanceof Value.Arr array) {
            return array.values().stream().map(CatalogApiConformanceTest::plain).toList();
        }
        return value instanceof Value.Num number
                ? (Object) new BigDecimal(number.toString()).doubleValue()
                : value.toString();
    }

    private static Object parents(Value.Arr parents) {
        Set<String> once = new TreeSet<>(parents.strings());
        if (once.size() < parents.size()) {
            USED.add("parent-twice");
        }
        return once;
    }

    private static void assertNone(Map<String, String> wrong) {
        assertEquals(
                "",
                wrong.entrySet().stream()
                        .map(entry -> entry.getKey() + "\n    " + entry.getValue())
                        .collect(Collectors.joining("\n")));
    }
}
