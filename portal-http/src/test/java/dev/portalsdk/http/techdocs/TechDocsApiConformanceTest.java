package dev.portalsdk.http.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.catalog.RecordedCatalog;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Preparation;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded requests to Backstage's TechDocs get the recorded answers, over sites that are made of the files which were answered. */
class TechDocsApiConformanceTest {
    private static final String STATIC = "/static/docs/";
    private final Set<String> used = new TreeSet<>();

    @Test
    void everyRecordedRequestIsAnsweredAsRecorded(@TempDir Path sites) throws IOException {
        List<Value> exchanges = Value.parseJson(
                        Files.readString(RecordedCatalog.folder("techdocs").resolve("techdocs-http.json")))
                .asArr()
                .orElseThrow()
                .values();
        assertTrue(!exchanges.isEmpty(), "no recorded request");
        for (Value exchange : exchanges) {
            publish(exchange, sites);
        }
        Map<String, String> wrong = new TreeMap<>();
        try (Catalog catalog = RecordedCatalog.open();
                TechDocs docs = TechDocs.builder()
                        .preparer((entity, known) -> new Preparation.NotModified())
                        .publisher(new LocalDirectoryPublisher(sites))
                        .buildOnView(false)
                        .build()) {
            PortalHttp api =
                    PortalHttp.builder().catalog(catalog).techdocs(docs).build();
            for (Value exchange : exchanges) {
                compare(api, exchange, wrong);
            }
        }
        assertEquals(
                "",
                wrong.entrySet().stream()
                        .map(entry -> entry.getKey() + "\n    " + entry.getValue())
                        .collect(Collectors.joining("\n")));
        checkReasons();
    }

    private void checkReasons() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/techdocs-api-differences.json")) {
            Set<String> given = new TreeSet<>(Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .asObj()
                    .orElseThrow()
                    .keys());
            assertTrue(given.containsAll(used), "reasons that are not given: " + used);
            if (System.getProperty("conformance.dir", "").isBlank()) {
                assertEquals(given, used, "reasons that no case needs any more");
            }
        }
    }

    private static String text(Value value, String pointer) {
        return value.at(pointer).flatMap(Value::asString).orElse("");
    }

    private static int status(Value exchange) {
        return (int) ((Value.Num) exchange.at("/status").orElseThrow()).longValue();
    }

    private static void publish(Value exchange, Path sites) throws IOException {
        String path = URLDecoder.decode(text(exchange, "/path"), StandardCharsets.UTF_8);
        String file = path.startsWith(STATIC)
                ? path.substring(STATIC.length()) + (path.endsWith("/") ? "index.html" : "")
                : path.replaceFirst("^/metadata/techdocs/", "") + "/techdocs_metadata.json";
        boolean content = path.startsWith(STATIC) || path.startsWith("/metadata/techdocs/");
        if (content && status(exchange) == 200 && file.equals(file.toLowerCase(java.util.Locale.ROOT))) {
            Path target = sites.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text(exchange, "/body"));
        }
    }

    private void compare(PortalHttp api, Value exchange, Map<String, String> wrong) {
        String path = text(exchange, "/path");
        Answer answer = Answers.get(api, "/api/techdocs" + path);
        String here = shown(
                answer.status(),
                type(answer),
                answer.headers().first("Location").orElse(""),
                answer.text());
        String there = shown(
                status(exchange),
                explained(text(exchange, "/headers/content-type"), status(exchange)),
                text(exchange, "/headers/location"),
                text(exchange, "/body"));
        boolean protectedAlike =
                answer.headers().first("X-Content-Type-Options").equals(Optional.of("nosniff"));
        if (!here.equals(there) || !protectedAlike) {
            wrong.put(path, "here " + here + "\n    recorded " + there + "\n    nosniff " + protectedAlike);
        }
    }

    private static String type(Answer answer) {
        return answer.headers().first("Content-Type").orElse("");
    }

    private String explained(String type, int status) {
        if (type.startsWith("application/javascript")) {
            used.add("javascript");
            return type.replace("application/javascript", "text/javascript");
        }
        if (status == 301 && type.startsWith("text/html")) {
            used.add("missing-slash-text");
            return "text/plain; charset=utf-8";
        }
        return type;
    }

    /** Of an error its name and what it is about; of a redirect where it leads; etags differ. */
    private static String shown(int status, String type, String location, String body) {
        String content = body;
        if (status == 301) {
            content = "";
        } else if (type.startsWith("application/json")) {
            content = comparable(body);
        }
        return status + " " + type + " " + location + " " + content;
    }

    private static String comparable(String body) {
        if (body.startsWith("{\"metadata\"") || body.contains("\"metadata\":{")) {
            return "an entity"; // recorded up to 1,500 characters; what entities look like the catalog's recordings
            // tell
        }
        Value value = Value.parseJson(body);
        return value.at("/error").isPresent()
                ? text(value, "/error/name") + value.at("/request") + value.at("/response")
                : String.valueOf(value.toJava());
    }
}
