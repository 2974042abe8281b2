package dev.portalsdk.techdocs.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.ConformanceData;
import dev.portalsdk.techdocs.site.RenderedSite;
import dev.portalsdk.techdocs.site.SiteRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded pages of mkdocs-techdocs-core, rendered as one site.
 *
 * <p>{@code INDEX.md} gives each page's verdict. FOLLOW: our article must be the recorded one. JUDGE: it must be the
 * recorded one, or what we decided on instead, which lies in {@code judged/}. SANITISE: nothing that runs may be left.
 * {@code known-differences.properties} lists pages to follow that we do not, each with its reason; a listed page that passes
 * is a failure too.
 */
class MarkdownConformanceTest {

    private static final String CASES = "techdocs/markdown";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> recordedPages() throws IOException {
        List<Path> cases = ConformanceData.cases(CASES);
        Map<String, String> verdicts = verdicts();
        Properties known = knownDifferences();
        Path site = render(cases);
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : cases) {
            String name = page.getFileName().toString();
            String verdict = verdicts.getOrDefault(name, "");
            tests.add(DynamicTest.dynamicTest(
                    name + " (" + verdict + ")", () -> check(page, verdict, known.getProperty(name), site)));
        }
        return tests.stream();
    }

    private static void check(Path page, String verdict, String reason, Path site) throws IOException {
        String expected = NormalHtml.of(Files.readString(page.resolve("expected.html")));
        Element article = article(site.resolve(record(page).string("dest").orElseThrow()));
        String actual = NormalHtml.of(article);
        assertHarmless(article);
        if (reason != null) {
            assertTrue(!expected.equals(actual), "The page passes now: take it off known-differences.properties");
            return;
        }
        switch (verdict) {
            case "FOLLOW" -> assertEquals(expected, actual);
            case "JUDGE" -> checkJudged(page.getFileName().toString(), expected, actual);
            case "SANITISE" -> {}
            default -> fail("INDEX.md gives \"" + verdict + "\" for this page");
        }
    }

    /** Of cases that are not ours there is no decision; where ours has none, the recorded page is the decision. */
    private static void checkJudged(String name, String recorded, String actual) throws IOException {
        Path decision = ConformanceData.resource("judged/" + name + ".html");
        if (Files.exists(decision)) {
            assertEquals(NormalHtml.of(Files.readString(decision)), actual);
            assertNotEquals(recorded, actual, "The recorded page passes: take the decision out of judged/");
        } else if (ConformanceData.isOwn()) {
            assertEquals(recorded, actual);
        }
    }

    private static void assertHarmless(Element article) {
        assertEquals(List.of(), Harmless.faults(article));
    }

    private static Element article(Path page) throws IOException {
        Element article = Jsoup.parse(Files.readString(page)).selectFirst("article");
        if (article == null) {
            throw new IllegalStateException(page + " has no article");
        }
        return article;
    }

    private Path render(List<Path> cases) throws IOException {
        Path source = ConformanceData.copy(ConformanceData.resource("markdown-site"), folder.resolve("source"));
        for (Path page : cases) {
            Path file =
                    source.resolve("docs").resolve(record(page).string("src").orElseThrow());
            Files.createDirectories(file.getParent());
            Files.write(file, Files.readAllBytes(page.resolve("input.md")));
        }
        RenderedSite site = SiteRenderer.create().render(source, folder.resolve("site"));
        assertTrue(!site.hasErrors(), () -> site.findings().toString());
        return folder.resolve("site");
    }

    private static Value.Obj record(Path page) throws IOException {
        return Value.parseJson(Files.readString(page.resolve("page.json")))
                .asObj()
                .orElseThrow();
    }

    private static Map<String, String> verdicts() throws IOException {
        Map<String, String> verdicts = new HashMap<>();
        for (String line : Files.readAllLines(ConformanceData.folder(CASES).resolve("INDEX.md"))) {
            String[] cells = line.split("\\|");
            if (cells.length > 3) {
                verdicts.put(cells[1].strip(), cells[3].strip());
            }
        }
        return verdicts;
    }

    private static Properties knownDifferences() throws IOException {
        Properties known = new Properties();
        try (var reader = Files.newBufferedReader(ConformanceData.resource("known-differences.properties"))) {
            known.load(reader);
        }
        return known;
    }
}
