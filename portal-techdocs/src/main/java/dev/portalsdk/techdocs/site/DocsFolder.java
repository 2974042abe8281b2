package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files below the docs folder that belong to the site. Links may point within the prepared source, never out of it;
 * hidden files, {@code /templates/} and what {@code exclude_docs} names are left out.
 */
final class DocsFolder {

    private static final PathPatterns ALWAYS_EXCLUDED = PathPatterns.of(".*\n/templates/\n");
    private static final int MAX_DEPTH = 50;

    private final SortedMap<String, Path> pages = new TreeMap<>();
    private final SortedMap<String, Path> assets = new TreeMap<>();
    private final Map<String, String> byLowerCase = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Path root;
    private final String name;

    private DocsFolder(Path root, String name) {
        this.root = root;
        this.name = name;
    }

    /**
     * Lists the folder.
     *
     * @param source the prepared source, which nothing may leave
     * @param excluded further files to leave out
     */
    static DocsFolder scan(Path source, String docsDirectory, PathPatterns excluded, SiteLimits limits)
            throws IOException {
        Path realSource = source.toRealPath();
        DocsFolder folder = new DocsFolder(realSource.resolve(docsDirectory).toRealPath(), docsDirectory);
        Scan scan = folder.new Scan(realSource, excluded, limits);
        Files.walkFileTree(folder.root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, scan);
        folder.dropShadowedReadmes();
        folder.index();
        return folder;
    }

    /** Pages by path below the folder, in order of code points. */
    SortedMap<String, Path> pages() {
        return Collections.unmodifiableSortedMap(pages);
    }

    /** All other files. */
    SortedMap<String, Path> assets() {
        return Collections.unmodifiableSortedMap(assets);
    }

    List<Diagnostic> findings() {
        return findings;
    }

    /** The name of a file in findings: from the source, for example {@code docs/index.md}. */
    String sourceName(String path) {
        return name.equals(".") ? path : name + "/" + path;
    }

    boolean contains(String path) {
        return pages.containsKey(path) || assets.containsKey(path);
    }

    /** The file that differs from a path in case only. */
    Optional<String> ignoringCase(String path) {
        return Optional.ofNullable(byLowerCase.get(path.toLowerCase(Locale.ROOT)));
    }

    /** A file of the same name in another folder, the first in order. */
    Optional<String> sameName(String path) {
        return Optional.ofNullable(byName.get(path.substring(path.lastIndexOf('/') + 1)));
    }

    private void index() {
        for (String path : pages.keySet()) {
            byLowerCase.put(path.toLowerCase(Locale.ROOT), path);
            byName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
        }
        for (String path : assets.keySet()) {
            byLowerCase.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
            byName.putIfAbsent(path.substring(path.lastIndexOf('/') + 1), path);
        }
    }

    private void dropShadowedReadmes() {
        for (String page : List.copyOf(pages.keySet())) {
            String index = SiteUrls.folder(page) + "index.md";
            if (SiteUrls.stem(page).equals("README") && pages.containsKey(index)) {
                pages.remove(page);
                findings.add(Diagnostic.warning(
                                "docs-two-indexes",
                                "\"" + page + "\" is left out: \"" + index + "\" is the page of its folder")
                        .at(SourceLocation.startOf(sourceName(page)))
                        .hint("Keep one of the two, or give the other a name of its own")
                        .build());
            }
        }
    }

    private final class Scan extends SimpleFileVisitor<Path> {
        private final Path source;
        private final PathPatterns excluded;
        private final SiteLimits limits;
        private long totalBytes;

        Scan(Path source, PathPatterns excluded, SiteLimits limits) {
            this.source = source;
            this.excluded = excluded;
            this.limits = limits;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (directory.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            String path = pathOf(directory);
            return ALWAYS_EXCLUDED.matches(path + "/") || leavesSource(directory, path)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String path = pathOf(file);
            if (ALWAYS_EXCLUDED.matches(path) || excluded.matches(path) || leavesSource(file, path)) {
                return FileVisitResult.CONTINUE;
            }
            if (!attributes.isRegularFile()) {
                report("docs-file", path, "\"" + path + "\" is no regular file, or lies too deep, and is left out");
            } else if (attributes.size() > limits.fileBytes()) {
                report(
                        "docs-file-limit",
                        path,
                        "\"" + path + "\" has " + attributes.size() + " bytes and is left out; the limit is "
                                + limits.fileBytes());
            } else {
                keep(path, file, attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            report("docs-file", pathOf(file), "\"" + pathOf(file) + "\" cannot be read and is left out: " + failure);
            return FileVisitResult.CONTINUE;
        }

        private String pathOf(Path file) {
            return root.relativize(file).toString().replace('\\', '/');
        }

        private void keep(String path, Path file, long size) throws SiteTooLargeException {
            totalBytes += size;
            (SiteUrls.isPage(path) ? pages : assets).put(path, file);
            if (pages.size() + assets.size() > limits.files() || totalBytes > limits.totalBytes()) {
                throw new SiteTooLargeException("The docs folder holds more than " + limits.files() + " files or "
                        + limits.totalBytes() + " bytes");
            }
        }

        private boolean leavesSource(Path file, String path) throws IOException {
            if (file.toRealPath().startsWith(source)) {
                return false;
            }
            report("docs-symlink", path, "\"" + path + "\" is a link out of the source and is left out");
            return true;
        }

        private void report(String ruleId, String path, String message) {
            findings.add(Diagnostic.warning(ruleId, message)
                    .at(SourceLocation.startOf(sourceName(path)))
                    .build());
        }
    }
}
