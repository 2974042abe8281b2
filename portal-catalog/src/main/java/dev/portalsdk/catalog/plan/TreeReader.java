package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.source.Glob;
import dev.portalsdk.source.NotAllowedException;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads files of a tree as if they lay below {@link #ROOT}, so that two versions have the same addresses wherever they come from; and of all else only
 * what it is allowed to.
 */
final class TreeReader implements UrlReader {
    /** No directory of the machine's. */
    static final String ROOT = "/catalog-plan/";

    /** Told of what lies elsewhere, when that is not to be read. */
    private static final String NOT_READ = "a plan reads nothing from elsewhere, unless it is told to";

    private final Optional<UrlReader> remote;
    private volatile FileTree tree;
    private volatile List<String> paths;

    TreeReader(FileTree tree, Optional<UrlReader> remote) throws IOException {
        this.remote = remote;
        this.tree = tree;
        this.paths = tree.paths();
    }

    /** From now on these files. */
    void show(FileTree other) throws IOException {
        paths = other.paths();
        tree = other;
    }

    boolean has(String path) {
        return paths.contains(path);
    }

    static boolean isUnread(Diagnostic finding) {
        return finding.message().contains(NOT_READ);
    }

    /** A path of the tree, or what it was. */
    static String shown(String source) {
        return source.startsWith(ROOT) ? source.substring(ROOT.length()) : source;
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        Optional<String> path = below(url);
        if (path.isEmpty()) {
            return elsewhere(url).read(url, options);
        }
        byte[] content = content(url, path.get(), options);
        return new ReadResult.Content(url, content, Optional.empty());
    }

    private byte[] content(String url, String path, ReadOptions options) throws IOException {
        return tree.read(path, options.maxFileBytes())
                .orElseThrow(() -> new NotFoundException(url, path + " does not exist"));
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        Optional<String> path = below(url);
        if (path.isEmpty()) {
            return elsewhere(url).readTree(url, options);
        }
        String directory = path.get().isEmpty() ? "" : path.get().replaceFirst("/*$", "/");
        return found(url, options, directory, name -> name.startsWith(directory));
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        Optional<String> pattern = below(url);
        if (pattern.isEmpty()) {
            return elsewhere(url).search(url, options);
        }
        Glob glob = Glob.of(pattern.get());
        return found(url, options, "", glob::matches);
    }

    private interface Wanted {
        boolean test(String path);
    }

    private TreeResult found(String url, ReadOptions options, String directory, Wanted wanted) {
        List<SourceFile> files = new ArrayList<>();
        for (String path : paths) {
            if (wanted.test(path) && options.filter().test(path.substring(directory.length()))) {
                files.add(new TreeFile(path.substring(directory.length()), path, options));
            }
        }
        return new TreeResult.Tree(url, files, Optional.empty());
    }

    /** Empty if it lies elsewhere. */
    private static Optional<String> below(String url) {
        String plain = url.startsWith("file://") ? url.substring("file://".length()) : url;
        return plain.startsWith(ROOT) ? Optional.of(plain.substring(ROOT.length())) : Optional.empty();
    }

    private UrlReader elsewhere(String url) throws SourceException {
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw new NotAllowedException(url, "it lies outside of what is compared");
        }
        return remote.orElseThrow(() -> new NotAllowedException(url, NOT_READ));
    }

    private final class TreeFile implements SourceFile {
        private final String relative;
        private final String path;
        private final ReadOptions options;

        TreeFile(String relative, String path, ReadOptions options) {
            this.relative = relative;
            this.path = path;
            this.options = options;
        }

        @Override
        public String path() {
            return relative;
        }

        @Override
        public String url() {
            return ROOT + path;
        }

        @Override
        public long size() {
            return 0; // Not known before it is read.
        }

        @Override
        public boolean executable() {
            return false;
        }

        @Override
        public byte[] bytes() throws IOException {
            return content(url(), path, options);
        }
    }
}
