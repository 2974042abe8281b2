package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a site: pages in their frames, search index, assets, and at last the metadata that lists them. Of a site that was
 * written before, only what would be other bytes now.
 */
final class SiteWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SiteWriter.class);
    private static final String LOST =
            "<h1>Not found</h1>\n<p>There is no such page. The navigation and the search list what there is.</p>\n";

    private final SiteParts parts;
    private final SiteMemory site;
    private final SiteUrls urls;
    private final SiteOutput output;
    private final Optional<SiteMemory> before;
    private final boolean sameFrames;

    /** @param before what the target holds already; empty to write everything */
    SiteWriter(SiteParts parts, SiteMemory site, SiteUrls urls, SiteOutput output, Optional<SiteMemory> before) {
        this.parts = parts;
        this.site = site;
        this.urls = urls;
        this.output = output;
        this.before = before;
        this.sameFrames = before.isPresent()
                && before.get().navigation() == site.navigation()
                && before.get().configuration().equals(site.configuration());
    }

    /** Writes, and answers the site as it is known from then on. */
    SiteMemory write(CompletableFuture<SiteTheme.Compiled> loading) throws IOException {
        SiteTheme.Compiled theme = loading.join();
        PageView view = new PageView(site, urls);
        Map<String, byte[]> search = writePages(theme, view);
        writeStandIns(theme, view);
        for (Map.Entry<String, String> redirect : new Redirects(urls)
                .files(site.configuration(), site.articles().keySet())
                .entrySet()) {
            output.write(redirect.getKey(), redirect.getValue());
        }
        writeThemeAssets();
        writeSearchIndex(search);
        writeSitemap();
        copyAssets();
        String metadata = writeMetadata();
        output.deleteStale();
        return new SiteMemory(
                site.configuration(), site.folder(), site.articles(), site.navigation(), search, Optional.of(metadata));
    }

    /** Answers the search entries of each page. */
    private Map<String, byte[]> writePages(SiteTheme.Compiled theme, PageView view) throws IOException {
        Map<String, Integer> positions = new HashMap<>();
        site.navigation().order().forEach(page -> positions.put(page, positions.size()));
        List<String> pages = site.navigation().everyPage().stream()
                .filter(site.articles()::containsKey)
                .toList();
        List<byte[]> entries = Parallel.map(
                pages, page -> writePage(theme, view, page, positions.getOrDefault(page, -1)), parts.executor());
        Map<String, byte[]> search = new LinkedHashMap<>();
        for (int i = 0; i < pages.size(); i++) {
            search.put(pages.get(i), entries.get(i));
        }
        return search;
    }

    private byte[] writePage(SiteTheme.Compiled theme, PageView view, String page, int position) {
        Article article = site.article(page).orElseThrow();
        String path = urls.output(page);
        if (sameFrames && isKnown(article)) {
            output.keep(path);
            return Objects.requireNonNull(before.orElseThrow().searchEntries().get(page));
        }
        try {
            output.write(path, theme.page(view.model(article, position)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SearchIndex.entries(
                urls.url(page), site.navigation().title(page), article.page().sections());
    }

    private boolean isKnown(Article article) {
        return before.flatMap(memory -> memory.article(article.path()))
                .filter(known -> known.page().equals(article.page())
                        && known.input()
                                .file()
                                .name()
                                .equals(article.input().file().name()))
                .isPresent();
    }

    private void writeStandIns(SiteTheme.Compiled theme, PageView view) throws IOException {
        writeStandIn("404.html", () -> theme.page(view.standIn("", "Not found", LOST)));
        if (!urls.haveHome(site.articles().keySet())) {
            writeStandIn(
                    "index.html",
                    () -> theme.page(view.standIn("", site.configuration().siteName(), listOfPages())));
        }
    }

    @FunctionalInterface
    private interface Text {
        String make() throws IOException;
    }

    private void writeStandIn(String path, Text text) throws IOException {
        if (sameFrames) {
            output.keep(path);
        } else {
            output.write(path, text.make());
        }
    }

    private String listOfPages() {
        StringBuilder list = new StringBuilder("<h1>Pages</h1>\n<ul>\n");
        for (String page : site.navigation().everyPage()) {
            list.append("<li><a href=\"").append(urls.url(page)).append("\">");
            list.append(escape(site.navigation().title(page))).append("</a></li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void writeThemeAssets() throws IOException {
        boolean diagrams = hasDiagrams(site);
        if (before.isPresent() && hasDiagrams(before.get()) == diagrams) {
            SiteTheme.assets(diagrams).forEach(output::keep);
        } else {
            parts.theme().writeAssets(diagrams, output);
        }
    }

    private static boolean hasDiagrams(SiteMemory site) {
        return site.articles().values().stream().anyMatch(Article::hasDiagrams);
    }

    private void writeSearchIndex(Map<String, byte[]> search) throws IOException {
        Collection<byte[]> known =
                before.map(SiteMemory::searchEntries).orElse(Map.of()).values();
        if (before.isPresent() && isSame(known, search.values())) {
            output.keep(SearchIndex.PATH);
        } else {
            SearchIndex.write(search.values(), output);
        }
    }

    private static boolean isSame(Collection<byte[]> one, Collection<byte[]> other) {
        Iterator<byte[]> others = other.iterator();
        return one.size() == other.size() && one.stream().allMatch(entries -> Arrays.equals(entries, others.next()));
    }

    /** Only where it is known under which address the site will be: a sitemap holds whole URLs. */
    private void writeSitemap() throws IOException {
        if (site.configuration().siteUrl().isPresent()) {
            String root = site.configuration().siteUrl().get();
            StringBuilder sitemap = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
            for (String page : site.navigation().everyPage()) {
                sitemap.append("<url><loc>")
                        .append(escape(root + urls.url(page)))
                        .append("</loc></url>\n");
            }
            output.write("sitemap.xml", sitemap.append("</urlset>\n").toString());
        }
    }

    private void copyAssets() throws IOException {
        Set<String> folders = new HashSet<>();
        output.written().forEach(path -> addFolders(path, folders));
        for (Map.Entry<String, SourceFile> asset : site.folder().assets().entrySet()) {
            copy(asset.getKey(), asset.getValue(), folders);
        }
        if (parts.keepSources()) {
            for (Map.Entry<String, SourceFile> page : site.folder().pages().entrySet()) {
                copy(page.getKey(), page.getValue(), folders);
            }
        }
    }

    private void copy(String path, SourceFile file, Set<String> folders) throws IOException {
        boolean taken = output.written().contains(path) || folders.contains(path) || path.equals(SiteMetadata.FILE);
        if (taken || SiteTheme.owns(path)) {
            LOG.info("{} is not copied: the site has a file of its own there", path);
        } else if (before.isPresent() && isCopied(path, file)) {
            output.keep(path);
        } else {
            output.copy(path, file.file());
        }
    }

    /** Of a file that only seems the same its bytes decide, as a file may change twice within one tick of the clock. */
    private boolean isCopied(String path, SourceFile file) throws IOException {
        return output.isWritten(path)
                && Files.mismatch(file.file(), output.root().resolve(path)) < 0;
    }

    private static void addFolders(String path, Set<String> folders) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
    }

    private String writeMetadata() throws IOException {
        List<String> files = new ArrayList<>(output.written());
        files.add(SiteMetadata.FILE);
        SiteConfiguration configuration = site.configuration();
        String metadata = new SiteMetadata(
                        configuration.siteName(),
                        configuration.siteDescription().orElse(""),
                        Optional.empty(),
                        parts.clock().instant(),
                        files)
                .toJson();
        Files.write(output.root().resolve(SiteMetadata.FILE), metadata.getBytes(StandardCharsets.UTF_8));
        return metadata;
    }
}
