package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.techdocs.markdown.SnippetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** One run over one site: render every page that is not known yet, see where links lead, then write what changed. */
final class SiteBuild {

    private final SiteParts parts;
    private final SiteConfiguration configuration;
    private final DocsFolder folder;
    private final SiteUrls urls;
    private final SnippetReader snippets;
    private final CompletableFuture<SiteTheme.Compiled> theme;
    private final Optional<SiteMemory> before;
    private final List<Diagnostic> findings = new ArrayList<>();

    SiteBuild(SiteParts parts, SiteConfiguration configuration, Path source, Optional<SiteMemory> before)
            throws IOException {
        this.parts = parts;
        this.configuration = configuration;
        this.before = before;
        this.theme = CompletableFuture.supplyAsync(parts.theme()::compiled, parts.executor());
        this.folder = DocsFolder.scan(source, configuration.mounts(), parts.limits());
        this.urls = new SiteUrls(configuration.directoryUrls());
        this.snippets = new FolderSnippets(source, parts.limits().page().snippetCharacters());
    }

    /** What a run came to. */
    record Result(RenderedSite site, Optional<SiteMemory> memory) {}

    /** @param remember whether there may be another run */
    Result run(List<Diagnostic> configurationFindings, Path target, boolean remember) throws IOException {
        findings.addAll(configurationFindings);
        findings.addAll(folder.findings());
        if (folder.pages().isEmpty()) {
            findings.add(Diagnostic.error("docs-empty", "There is no page in \"" + configuration.docsDirectory() + "\"")
                    .at(configuration.location())
                    .hint("Add an index.md")
                    .build());
            return new Result(new RenderedSite(List.of(), findings), Optional.empty());
        }
        Map<String, Article> articles = articles(remember);
        Navigation navigation = navigation(articles);
        findings.addAll(new SiteChecks(configuration, folder, urls).check(articles, navigation));
        RenderedSite site = new RenderedSite(pages(navigation), parts.levels().weigh(findings, configuration));
        Optional<SiteMemory> written = before.filter(memory -> memory.metadata().isPresent());
        SiteMemory memory = new SiteMemory(configuration, folder, articles, navigation, Map.of(), Optional.empty());
        if (site.findings().stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
            memory = new SiteWriter(parts, memory, urls, SiteOutput.open(target), written).write(theme);
        }
        return new Result(site, remember ? Optional.of(memory) : Optional.empty());
    }

    private Map<String, Article> articles(boolean remember) throws IOException {
        boolean sameLinks = before.isPresent()
                && before.get().folder().hasSamePaths(folder)
                && before.get().configuration().directoryUrls() == configuration.directoryUrls();
        PageRendering rendering = new PageRendering(parts, folder, urls, snippets, remember);
        Map<String, Article> articles = new LinkedHashMap<>();
        Parallel.map(
                        pagesWithoutClash(),
                        path -> rendering.article(path, before.flatMap(memory -> memory.article(path)), sameLinks),
                        parts.executor())
                .forEach(article -> articles.put(article.path(), article));
        parts.cache().ifPresent(PageCache::trim);
        return articles;
    }

    /** The one before, if it is the same, so that what was made from it need not be looked at. */
    private Navigation navigation(Map<String, Article> articles) {
        Map<String, Optional<String>> titles = new TreeMap<>();
        articles.forEach((path, article) -> titles.put(path, article.page().title()));
        Navigation made = Navigation.of(configuration, titles);
        return before.map(SiteMemory::navigation)
                .filter(known -> before.get().configuration().equals(configuration) && known.looksLike(made))
                .orElse(made);
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
                findings.add(SiteChecks.conflict(
                        folder.sourceName(page), page, "would be served where \"" + first + "\" is"));
            }
        }
        return kept;
    }

    private List<RenderedPage> pages(Navigation navigation) {
        return navigation.everyPage().stream()
                .map(page -> new RenderedPage(page, urls.url(page), navigation.title(page)))
                .toList();
    }
}
