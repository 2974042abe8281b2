package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.markdown.MarkdownPage;
import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run over one site: render every page, see where their links lead, then write. */
final class SiteBuild {

    private static final Logger LOG = LoggerFactory.getLogger(SiteBuild.class);
    private static final int MAX_ANCHORS_TO_SUGGEST_FROM = 300;

    private final SiteConfiguration configuration;
    private final DocsFolder folder;
    private final SiteUrls urls;
    private final Executor executor;
    private final CompletableFuture<Theme> theme;
    private final Clock clock;
    private final MarkdownRenderer markdown;
    private final List<Diagnostic> findings = new ArrayList<>();

    SiteBuild(
            SiteConfiguration configuration,
            DocsFolder folder,
            Path source,
            SiteLimits limits,
            Executor executor,
            Supplier<Theme> theme,
            Clock clock)
            throws IOException {
        this.configuration = configuration;
        this.folder = folder;
        this.urls = new SiteUrls(configuration.directoryUrls());
        this.executor = executor;
        this.theme = CompletableFuture.supplyAsync(theme, executor);
        this.clock = clock;
        this.markdown = MarkdownRenderer.builder()
                .limits(limits.page())
                .snippets(new FolderSnippets(source, limits.page().snippetCharacters()))
                .build();
    }

    RenderedSite run(List<Diagnostic> before, Path target) throws IOException {
        findings.addAll(before);
        findings.addAll(folder.findings());
        if (folder.pages().isEmpty()) {
            findings.add(Diagnostic.error("docs-empty", "There is no page in \"" + configuration.docsDirectory() + "\"")
                    .at(configuration.location())
                    .hint("Add an index.md")
                    .build());
            return new RenderedSite(List.of(), findings);
        }
        Map<String, Article> articles = new LinkedHashMap<>();
        Parallel.map(pagesWithoutClash(), this::article, executor)
                .forEach(article -> articles.put(article.path(), article));
        Navigation navigation = Navigation.of(configuration, ownTitles(articles));
        collectFindings(articles, navigation);
        List<Diagnostic> weighed = weigh();
        if (weighed.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
            new SiteWriter(configuration, folder, urls, navigation, SiteOutput.open(target))
                    .write(articles, theme, clock.instant(), executor);
        }
        return new RenderedSite(pages(navigation), weighed);
    }

    private static Map<String, Optional<String>> ownTitles(Map<String, Article> articles) {
        Map<String, Optional<String>> titles = new TreeMap<>();
        articles.forEach((path, article) -> titles.put(path, article.page().title()));
        return titles;
    }

    /** Two pages that would be one file, such as {@code a.md} and {@code a/index.md}: the first stays. */
    private List<String> pagesWithoutClash() {
        Map<String, String> outputs = new HashMap<>();
        List<String> kept = new ArrayList<>();
        for (String page : folder.pages().keySet()) {
            String first = outputs.putIfAbsent(urls.output(page), page);
            if (first == null) {
                kept.add(page);
            } else {
                findings.add(conflict(page, "would be served where \"" + first + "\" is"));
            }
        }
        return kept;
    }

    private Diagnostic conflict(String path, String why) {
        return Diagnostic.warning("docs-output-conflict", "\"" + path + "\" is left out: it " + why)
                .at(SourceLocation.startOf(folder.sourceName(path)))
                .hint("Rename it")
                .build();
    }

    private Article article(String path) {
        PageResolver links = new PageResolver(path, folder, urls);
        String source = folder.sourceName(path);
        try {
            Path file = Optional.ofNullable(folder.pages().get(path)).orElseThrow();
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return Article.of(path, markdown.render(source, text, links), links);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("Rendering {} failed", source, e);
            Diagnostic finding = Diagnostic.warning("docs-page-failed", "The page could not be rendered: " + e)
                    .at(SourceLocation.startOf(source))
                    .hint("This is a fault of the renderer; please report it with the page")
                    .build();
            String html =
                    "<div class=\"admonition danger\">\n<p class=\"admonition-title\">Page not rendered</p>\n</div>\n";
            return Article.of(
                    path,
                    new MarkdownPage(html, Value.Obj.empty(), List.of(), Set.of(), List.of(), List.of(finding)),
                    links);
        }
    }

    private void collectFindings(Map<String, Article> articles, Navigation navigation) {
        findings.addAll(navigation.findings());
        for (Article article : articles.values()) {
            findings.addAll(article.page().findings());
            findings.addAll(article.links().findings());
            for (PageResolver.AnchorUse use : article.links().anchors()) {
                checkAnchor(use, Optional.ofNullable(articles.get(use.page())));
            }
        }
        if (!urls.haveHome(articles.keySet())) {
            findings.add(Diagnostic.warning("docs-no-home", "There is no index.md; a list of the pages takes its place")
                    .at(configuration.location())
                    .hint("Add \"" + folder.sourceName("index.md") + "\"")
                    .build());
        }
    }

    private void checkAnchor(PageResolver.AnchorUse use, Optional<Article> target) {
        Set<String> anchors = target.map(article -> article.page().anchors()).orElse(Set.of());
        if (target.isEmpty() || anchors.contains(use.anchor()) || use.anchor().equals("top")) {
            return;
        }
        Diagnostic.Builder finding = Diagnostic.warning(
                        LinkRules.ANCHOR,
                        "Link \"" + use.link().target() + "\": \"" + use.page() + "\" has no anchor \"" + use.anchor()
                                + "\"")
                .at(use.link().location());
        Optional<String> close = anchors.size() > MAX_ANCHORS_TO_SUGGEST_FROM
                ? Optional.empty()
                : Suggestions.closest(use.anchor(), anchors);
        findings.add(close.map(anchor -> finding.hint("Did you mean \"#" + anchor + "\"?"))
                .orElse(finding)
                .build());
    }

    /** Applies {@code validation} and {@code strict}. */
    private List<Diagnostic> weigh() {
        return findings.stream()
                .filter(finding -> !configuration.quiet().contains(finding.ruleId()))
                .map(finding -> configuration.strict() && configuration.loud().contains(finding.ruleId())
                        ? finding.withSeverity(Severity.ERROR)
                        : finding)
                .toList();
    }

    private List<RenderedPage> pages(Navigation navigation) {
        return navigation.everyPage().stream()
                .map(page -> new RenderedPage(page, urls.url(page), navigation.title(page)))
                .toList();
    }
}
