package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jsoup.nodes.Document;

/** Entities whose every free field tries to become markup: on no page does any of it. */
class HostileCatalogTest {
    private static final List<String> PIECES = List.of(
            "<script>hit()</script>",
            "\"><img src=x onerror=hit()>",
            "' onmouseover='hit()",
            "</textarea><b id=hit>",
            "</title><hit>",
            "{{{hit}}}",
            "{{hit}}",
            "&lt;hit&gt;",
            "<svg/onload=hit()>",
            "javascript:hit()",
            "]]><hit>",
            "<!--",
            "--><hit>",
            "</style><hit>",
            "\u2028<hit>",
            "`${hit}`");

    private static Path directory;
    private static TestPortal portal;
    private static GuestBrowser guest;

    @BeforeContainer
    static void start() throws Exception {
        directory = Files.createTempDirectory("hostile");
        HostileCatalog.write(directory, "plain");
        portal = TestPortal.of(directory);
        guest = portal.guest();
    }

    @AfterContainer
    static void stop() throws IOException {
        portal.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(3).map(list -> String.join("", list));
    }

    @Property(tries = 10)
    void nothingBecomesMarkup(@ForAll("hostile") String text) throws Exception {
        HostileCatalog.write(directory, text);
        portal.parts().catalog().refresh();
        portal.parts().catalog().settle();
        for (String path : HostileCatalog.pages(text)) {
            look(path);
        }
        look(task());
        for (String path : HostileCatalog.docs()) {
            harmless(path, TestPortal.page(built(path)));
        }
        look("/sign-in?next=" + URLEncoder.encode(text, StandardCharsets.UTF_8), portal.stranger());
    }

    /** Log lines, names of steps and outputs. */
    private static String task() throws Exception {
        StitchedEntity entity = portal.parts()
                .catalog()
                .queries()
                .byRef(EntityRef.parse("template:victim"))
                .orElseThrow();
        Template template = Template.of(entity.entity()).orThrow();
        Task task = portal.parts()
                .scaffolder()
                .submit(TaskRequest.builder(template)
                        .values(Value.Obj.of("e", "y"))
                        .build())
                .orThrow();
        task.await(Duration.ofMinutes(1));
        return "/tasks/" + task.id();
    }

    private static HttpResponse<String> built(String path) throws Exception {
        HttpResponse<String> response = guest.get(path);
        for (int i = 0; i < 100 && response.body().contains("data-reload"); i++) {
            Thread.sleep(50);
            response = guest.get(path);
        }
        String text = TestPortal.page(response).select("main").text();
        assertEquals(200, response.statusCode(), () -> path + ": " + text);
        return response;
    }

    private static void look(String path) throws Exception {
        look(path, guest);
    }

    private static void look(String path, GuestBrowser browser) throws Exception {
        HttpResponse<String> response = browser.get(path);
        assertTrue(
                List.of(200, 400, 404, 422).contains(response.statusCode()), () -> path + " " + response.statusCode());
        Document page = TestPortal.page(response);
        assertEquals(0, page.select("hit, #hit, img[src=x]").size(), path);
        harmless(path, page);
    }

    private static void harmless(String path, Document page) {
        assertEquals(
                0,
                page.select("script:not([src]), style, [style], iframe, object, base")
                        .size(),
                path);
        page.getAllElements().forEach(element -> element.attributes().forEach(attribute -> {
            assertFalse(attribute.getKey().startsWith("on"), () -> path + " " + element);
            boolean link = List.of("href", "src", "action", "formaction").contains(attribute.getKey());
            assertFalse(link && attribute.getValue().strip().startsWith("javascript:"), () -> path + " " + element);
        }));
    }
}
