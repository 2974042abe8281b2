package dev.portalsdk.techdocs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.ConformanceData;
import dev.portalsdk.techdocs.markdown.NormalHtml;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The recorded sites of MkDocs: same pages under the same addresses and titles, same files, same articles, same link faults. */
class SiteConformanceTest {

    /** What themes bring along: MkDocs' and ours. */
    private static final Pattern OF_THE_THEME = Pattern.compile("assets/.*|search/.*\\.js|sitemap\\..*");

    private static final Pattern LINK_FAULT = Pattern.compile(
            "Doc file '([^']+)' contains (?:a link|an absolute link|an unrecognized relative link) '([^']+)'");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> recordedSites() throws IOException {
        return ConformanceData.cases("techdocs/sites").stream()
                .map(site -> DynamicTest.dynamicTest(site.getFileName().toString(), () -> check(site)));
    }

    private void check(Path recorded) throws IOException {
        Path source =
                Files.createDirectories(folder.resolve(recorded.getFileName().toString()));
        Files.copy(recorded.resolve("mkdocs.yml"), source.resolve("mkdocs.yml"));
        ConformanceData.copy(recorded.resolve("docs"), source.resolve(docsDirectory(recorded)));
        Path target = source.resolveSibling(source.getFileName() + "-site");
        RenderedSite site = SiteRenderer.create().render(source, target);

        if (Files.notExists(recorded.resolve("nav.json"))) {
            assertTrue(site.hasErrors(), "MkDocs refuses this configuration");
            return;
        }
        assertTrue(!site.hasErrors(), () -> site.findings().toString());
        checkPages(recorded, site);
        assertEquals(
                files(Files.readAllLines(recorded.resolve("files.txt"))),
                files(SiteMetadata.read(target).orElseThrow().files()));
        checkArticles(recorded, site, target);
        checkLinkFaults(recorded, site);
        checkSearchIndex(recorded, target);
    }

    /**
     * The same addresses with the same titles and, page by page, the same text. MkDocs has the text of a page twice, in its
     * own entry and in those of its sections; ours has it once, and under the page what stands before the first section.
     */
    private static void checkSearchIndex(Path recorded, Path target) throws IOException {
        Map<String, Value.Obj> expected = entries(recorded.resolve("search_index.json"));
        Map<String, Value.Obj> actual = entries(target.resolve("search/search_index.json"));
        for (String url : actual.keySet()) {
            Value.Obj entry = Optional.ofNullable(expected.remove(url)).orElseThrow(() -> new AssertionError(url));
            assertEquals(squeezed(entry, "title"), squeezed(actual.get(url), "title"), url);
            if (!url.contains("#")) {
                assertEquals(squeezed(entry, "text").replace("\u00b6", ""), wholeText(url, actual), url);
            }
        }
        expected.keySet().removeIf(url -> isTitleOfItsPage(url, expected.get(url), actual));
        assertEquals(Set.of(), expected.keySet());
    }

    private static Map<String, Value.Obj> entries(Path index) throws IOException {
        Map<String, Value.Obj> entries = new LinkedHashMap<>();
        for (Value entry : json(index).arr("docs").orElseThrow().values()) {
            entries.put(entry.asObj().orElseThrow().string("location").orElseThrow(), (Value.Obj) entry);
        }
        return entries;
    }

    /** Without white space, which MkDocs puts around every element. */
    private static String squeezed(Value.Obj entry, String key) {
        return entry.string(key).orElseThrow().replaceAll("\\s+", "");
    }

    private static String wholeText(String page, Map<String, Value.Obj> entries) {
        StringBuilder text = new StringBuilder(squeezed(entries.get(page), "text"));
        entries.forEach((url, entry) -> {
            if (url.startsWith(page + "#")) {
                text.append(squeezed(entry, "title")).append(squeezed(entry, "text"));
            }
        });
        return text.toString();
    }

    /** The heading that the text of our page's entry starts with. */
    private static boolean isTitleOfItsPage(String url, Value.Obj heading, Map<String, Value.Obj> ours) {
        Value.Obj page = ours.get(url.substring(0, url.indexOf('#')));
        return page != null && squeezed(page, "text").startsWith(squeezed(heading, "title"));
    }

    private static String docsDirectory(Path recorded) throws IOException {
        Matcher named =
                Pattern.compile("(?m)^docs_dir: *(\\S+)").matcher(Files.readString(recorded.resolve("mkdocs.yml")));
        return named.find() ? named.group(1) : "docs";
    }

    private static void checkPages(Path recorded, RenderedSite site) throws IOException {
        List<RenderedPage> expected = new ArrayList<>();
        Value.Arr pages = json(recorded.resolve("nav.json")).arr("pages").orElseThrow();
        for (Value value : pages.values()) {
            Value.Obj page = value.asObj().orElseThrow();
            RenderedPage made = new RenderedPage(
                    page.string("src").orElseThrow(),
                    page.string("url").orElseThrow(),
                    page.string("title").orElseThrow());
            if (!expected.contains(made)) {
                expected.add(made);
            }
        }
        assertEquals(
                expected,
                site.pages().subList(0, Math.min(expected.size(), site.pages().size())));
    }

    private static Set<String> files(List<String> files) {
        Set<String> own = new TreeSet<>(files);
        own.removeIf(file -> OF_THE_THEME.matcher(file).matches() || file.isBlank());
        return own;
    }

    private static void checkArticles(Path recorded, RenderedSite site, Path target) throws IOException {
        for (RenderedPage page : site.pages()) {
            String name = page.source().replaceAll("\\.[^.]+$", "").replace("/", "__") + ".html";
            Path expected = recorded.resolve("html").resolve(name);
            if (Files.exists(expected)) {
                var article =
                        Jsoup.parse(Files.readString(output(target, page))).selectFirst("article");
                article.select(".md-content__button").remove();
                String actual = NormalHtml.of(article);
                // MkDocs leaves a link in the wrong case as it is, which leads nowhere; ours leads to the page.
                String wanted = NormalHtml.of(Files.readString(expected));
                if (site.findings().stream()
                        .noneMatch(finding -> finding.ruleId().equals(LinkRules.CASE))) {
                    assertEquals(wanted, actual, page.source());
                }
            }
        }
    }

    private static Path output(Path target, RenderedPage page) {
        String url = URLDecoder.decode(page.url().replace("+", "%2B"), StandardCharsets.UTF_8);
        return target.resolve(url.isEmpty() || url.endsWith("/") ? url + "index.html" : url);
    }

    private static void checkLinkFaults(Path recorded, RenderedSite site) throws IOException {
        List<String> expected = new ArrayList<>();
        Matcher fault = LINK_FAULT.matcher(Files.readString(recorded.resolve("build.log")));
        while (fault.find()) {
            expected.add(fault.group(1) + " " + fault.group(2));
        }
        List<String> actual = site.findings().stream()
                .filter(finding -> finding.ruleId().startsWith("docs-link-"))
                .map(SiteConformanceTest::fault)
                .toList();
        assertEquals(
                expected.stream().sorted().toList(), actual.stream().sorted().toList());
    }

    private static String fault(Diagnostic finding) {
        Matcher target = Pattern.compile("\"([^\"]+)\"").matcher(finding.message());
        String source = finding.location().orElseThrow().source();
        return source.substring(source.indexOf('/') + 1) + " " + (target.find() ? target.group(1) : "");
    }

    private static Value.Obj json(Path file) throws IOException {
        return Optional.of(Value.parseJson(Files.readString(file)))
                .flatMap(Value::asObj)
                .orElseThrow();
    }
}
