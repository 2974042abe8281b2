package dev.portalsdk.http.scaffolder;

import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads the files that were sent with a dry run, and everything else with another reader. Give it to the scaffolder's actions:
 *
 * <pre>{@code
 * DryRunSources reader = DryRunSources.over(UrlReaders.from(config, integrations));
 * Scaffolder scaffolder = Scaffolder.builder().actions(StandardActions.of(reader, integrations, registrar)).build();
 * PortalHttp.builder().scaffolder(scaffolder).dryRunSources(reader)
 * }</pre>
 *
 * <p>The files are under an address that nobody can guess, only while the dry run lasts, and are no files of this machine: a template that lies there cannot read
 * any. For any number of threads.
 */
public final class DryRunSources implements UrlReader {
    private static final String SCHEME = "dry-run://";

    private final UrlReader others;
    private final Map<String, Map<String, byte[]>> uploads = new ConcurrentHashMap<>();

    private DryRunSources(UrlReader others) {
        this.others = others;
    }

    /** A reader for dry runs, too. */
    public static DryRunSources over(UrlReader others) {
        return new DryRunSources(Objects.requireNonNull(others));
    }

    /** Files that can be read until this is closed. */
    public final class Upload implements AutoCloseable {
        private final String id;

        private Upload(String id) {
            this.id = id;
        }

        /** Where the template lies beside them. */
        public String templateUrl() {
            return SCHEME + id + "/template.yaml";
        }

        /** Forgets the files. */
        @Override
        public void close() {
            uploads.remove(id);
        }
    }

    /** Makes files readable, by paths without {@code ..}. */
    public Upload upload(Map<String, byte[]> files) {
        String id = UUID.randomUUID().toString();
        uploads.put(id, new LinkedHashMap<>(files));
        return new Upload(id);
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        if (!url.startsWith(SCHEME)) {
            return others.read(url, options);
        }
        byte[] bytes = files(url).get(path(url));
        if (bytes == null) {
            throw new NotFoundException(url, "it was not sent with the dry run");
        }
        return new ReadResult.Content(url, bytes, Optional.empty());
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        if (!url.startsWith(SCHEME)) {
            return others.readTree(url, options);
        }
        String path = path(url).replaceFirst("/$", "");
        String prefix = path.isEmpty() ? "" : path + "/";
        List<SourceFile> found = new ArrayList<>();
        files(url).forEach((name, bytes) -> {
            if (name.startsWith(prefix)) {
                found.add(SourceFile.of(name.substring(prefix.length()), url, bytes));
            }
        });
        return new TreeResult.Tree(url, found, Optional.empty());
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        if (!url.startsWith(SCHEME)) {
            return others.search(url, options);
        }
        throw new SourceException(url, "files of a dry run cannot be searched");
    }

    private Map<String, byte[]> files(String url) throws IOException {
        Map<String, byte[]> files = uploads.get(url.substring(SCHEME.length()).replaceFirst("/.*", ""));
        if (files == null) {
            throw new NotFoundException(url, "the dry run is over");
        }
        return files;
    }

    private static String path(String url) {
        return url.substring(SCHEME.length()).replaceFirst("^[^/]*/?", "");
    }
}
