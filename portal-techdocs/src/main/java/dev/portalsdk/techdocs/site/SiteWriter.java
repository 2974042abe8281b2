package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a site: pages in their frames, search index, assets, and at last the metadata that lists them. */
final class SiteWriter {

    private static final Logger LOG = LoggerFactory.getLogger(SiteWriter.class);
    private static final String LOST =
            "<h1>Not found</h1>\n<p>There is no such page. The navigation and the search list what there is.</p>\n";

    private final SiteConfiguration configuration;
    private final DocsFolder folder;
    private final SiteUrls urls;
    private final Navigation navigation;
    private final SiteOutput output;

    SiteWriter(
            SiteConfiguration configuration,
            DocsFolder folder,
            SiteUrls urls,
            Navigation navigation,
            SiteOutput output) {
        this.configuration = configuration;
        this.folder = folder;
        this.urls = urls;
        this.navigation = navigation;
        this.output = output;
    }

    void write(Map<String, Article> articles, CompletableFuture<Theme> loading, Instant now, Executor executor)
            throws IOException {
        Theme theme = loading.join();
        PageView view = new PageView(configuration, navigation, urls);
        Map<String, Integer> positions = new HashMap<>();
        navigation.order().forEach(page -> positions.put(page, positions.size()));
        Parallel.map(articles.values(), article -> writePage(theme, view, article, positions), executor);
        writeStandIns(theme, view, articles.keySet());
        theme.writeAssets(output);
        output.write("search/search_index.json", searchIndex(articles));
        copyAssets();
        writeMetadata(now);
        output.deleteStale();
    }

    private String writePage(Theme theme, PageView view, Article article, Map<String, Integer> positions) {
        String path = urls.output(article.path());
        int position = positions.getOrDefault(article.path(), -1);
        try {
            output.write(path, theme.page(view.model(article, position)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
    }

    private void writeStandIns(Theme theme, PageView view, Set<String> pages) throws IOException {
        output.write("404.html", theme.page(view.standIn("", "Not found", LOST)));
        if (!urls.haveHome(pages)) {
            output.write("index.html", theme.page(view.standIn("", configuration.siteName(), listOfPages())));
        }
    }

    private String listOfPages() {
        StringBuilder list = new StringBuilder("<h1>Pages</h1>\n<ul>\n");
        for (String page : navigation.everyPage()) {
            list.append("<li><a href=\"").append(urls.url(page)).append("\">");
            list.append(escape(navigation.title(page))).append("</a></li>\n");
        }
        return list.append("</ul>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private String searchIndex(Map<String, Article> articles) {
        SearchIndex index = new SearchIndex();
        for (String page : navigation.everyPage()) {
            Optional.ofNullable(articles.get(page))
                    .ifPresent(article -> index.add(urls.url(page), navigation.title(page), article.sections()));
        }
        return index.toJson();
    }

    private void copyAssets() throws IOException {
        Set<String> folders = new HashSet<>();
        output.written().forEach(path -> addFolders(path, folders));
        for (Map.Entry<String, Path> asset : folder.assets().entrySet()) {
            String path = asset.getKey();
            boolean taken = output.written().contains(path) || folders.contains(path) || path.equals(SiteMetadata.FILE);
            if (taken || Theme.owns(path)) {
                LOG.info("{} is not copied: the site has a file of its own there", path);
            } else {
                output.copy(path, asset.getValue());
            }
        }
    }

    private static void addFolders(String path, Set<String> folders) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
    }

    private void writeMetadata(Instant now) throws IOException {
        List<String> files = new ArrayList<>(output.written());
        files.add(SiteMetadata.FILE);
        String description = configuration.siteDescription().orElse("");
        new SiteMetadata(configuration.siteName(), description, Optional.empty(), now, files).write(output.root());
    }
}
