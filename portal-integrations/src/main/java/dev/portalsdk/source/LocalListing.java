package dev.portalsdk.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Collects the files of one call within its limits. */
final class LocalListing {
    private final String url;
    private final ReadOptions options;
    private final TreeLimits limits;
    private final boolean asUrls;
    private final List<LocalFile> files = new ArrayList<>();

    LocalListing(String url, ReadOptions options) {
        this.url = url;
        this.options = options;
        this.limits = new TreeLimits(url, options);
        this.asUrls = LocalFiles.isFileUrl(url);
    }

    String url() {
        return url;
    }

    void add(String path, Path file, BasicFileAttributes attributes) throws TooLargeException {
        if (options.filter().test(path)) {
            limits.add(attributes.size());
            files.add(new LocalFile(path, file, asUrls, attributes, options.maxFileBytes()));
        }
    }

    TreeResult result() throws IOException {
        files.sort(Comparator.comparing(LocalFile::path));
        MessageDigest digest = Versions.sha256();
        for (LocalFile file : files) {
            // What is too large to read counts by its attributes alone: it fails only whoever asks for its content.
            String version = LocalFiles.isSettled(file.attributes()) || file.size() > options.maxFileBytes()
                    ? LocalFiles.version(file.attributes())
                    : Versions.ofContent(file.bytes());
            digest.update(Versions.utf8(file.path() + "\0" + version + "\0"));
        }
        Optional<String> etag = Optional.of("tree:" + HexFormat.of().formatHex(digest.digest()));
        return options.etag().equals(etag)
                ? new TreeResult.NotModified(etag)
                : new TreeResult.Tree(url, List.copyOf(files), etag);
    }

    private record LocalFile(String path, Path file, boolean asUrl, BasicFileAttributes attributes, long maxBytes)
            implements SourceFile {
        @Override
        public String url() {
            return asUrl ? file.toUri().toString() : file.toString();
        }

        @Override
        public long size() {
            return attributes.size();
        }

        @Override
        public boolean executable() {
            return Files.isExecutable(file);
        }

        @Override
        public byte[] bytes() throws IOException {
            return LocalFiles.content(url(), file, maxBytes);
        }

        @Override
        public String toString() {
            return file + " (" + size() + " bytes)";
        }
    }
}
