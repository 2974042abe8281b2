package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that belong to a site, by their paths in it: those of its docs folder, and of sites that it includes. */
final class DocsFolder {

    private final SortedMap<String, SourceFile> pages = new TreeMap<>();
    private final SortedMap<String, SourceFile> assets = new TreeMap<>();
    private final Map<String, String> byLowerCase = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    private DocsFolder() {}

    /**
     * Lists the files.
     *
     * @param source the prepared source, which nothing may leave
     * @param mounts the first is the site's own docs folder; of two files with one path the first stays
     */
    static DocsFolder scan(Path source, List<Mount> mounts, SiteLimits limits) throws IOException {
        DocsFolder folder = new DocsFolder();
        FolderScan scan = new FolderScan(source.toRealPath(), limits, folder);
        for (Mount mount : mounts) {
            scan.list(mount);
        }
        folder.dropShadowedReadmes();
        folder.index(folder.pages);
        folder.index(folder.assets);
        return folder;
    }

    /** Pages by path, in order of code points. */
    SortedMap<String, SourceFile> pages() {
        return Collections.unmodifiableSortedMap(pages);
    }

    /** All other files. */
    SortedMap<String, SourceFile> assets() {
        return Collections.unmodifiableSortedMap(assets);
    }

    List<Diagnostic> findings() {
        return findings;
    }

    /** The name of a page in findings. */
    String sourceName(String page) {
        return Optional.ofNullable(pages.get(page)).map(SourceFile::name).orElse(page);
    }

    boolean contains(String path) {
        return pages.containsKey(path) || assets.containsKey(path);
    }

    /** Whether another listing has the same paths, so that links lead to the same places. */
    boolean hasSamePaths(DocsFolder other) {
        return pages.keySet().equals(other.pages.keySet()) && assets.keySet().equals(other.assets.keySet());
    }

    /** The file that differs from a path in case only. */
    Optional<String> ignoringCase(String path) {
        return Optional.ofNullable(byLowerCase.get(path.toLowerCase(Locale.ROOT)));
    }

    /** A file of the same name in another folder, the first in order. */
    Optional<String> sameName(String path) {
        return Optional.ofNullable(byName.get(path.substring(path.lastIndexOf('/') + 1)));
    }

    int size() {
        return pages.size() + assets.size();
    }

    void add(String path, SourceFile file) {
        if (contains(path)) {
            report(
                    "docs-output-conflict",
                    file.name(),
                    "\"" + file.name() + "\" is left out: it would be \"" + path + "\", which the site has already");
        } else {
            (SiteUrls.isPage(path) ? pages : assets).put(path, file);
        }
    }

    void report(String ruleId, String name, String message) {
        findings.add(Diagnostic.warning(ruleId, message)
                .at(SourceLocation.startOf(name))
                .build());
    }

    private void index(SortedMap<String, SourceFile> files) {
        for (String path : files.keySet()) {
            byLowerCase.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
            byName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
        }
    }

    private void dropShadowedReadmes() {
        for (String page : List.copyOf(pages.keySet())) {
            String index = SiteUrls.folder(page) + "index.md";
            if (SiteUrls.stem(page).equals("README") && pages.containsKey(index)) {
                findings.add(Diagnostic.warning(
                                "docs-two-indexes",
                                "\"" + page + "\" is left out: \"" + index + "\" is the page of its folder")
                        .at(SourceLocation.startOf(sourceName(page)))
                        .hint("Keep one of the two, or give the other a name of its own")
                        .build());
                pages.remove(page);
            }
        }
    }
}
