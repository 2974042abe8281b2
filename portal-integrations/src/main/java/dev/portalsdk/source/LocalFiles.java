package dev.portalsdk.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Files of this machine, by path or {@code file:} URL.
 *
 * <p>A file's etag is made of its size, time of change and identity, so that polling an unchanged file reads nothing; one
 * that changed within the last two seconds may change again without a trace (the clocks of file systems are coarse), and
 * is known by its content until it has settled: the rule by which Git treats its index.
 */
final class LocalFiles implements UrlReader {
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final int MAX_DEPTH = 100;

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        Path file = path(url);
        BasicFileAttributes attributes = attributes(url, file);
        if (attributes.isDirectory()) {
            throw new NotFoundException(url, "it is a directory, not a file");
        }
        String version = version(attributes);
        boolean settled = isSettled(attributes);
        if (settled && options.etag().filter(version::equals).isPresent()) {
            return new ReadResult.NotModified(options.etag());
        }
        byte[] content = content(url, file, options.maxFileBytes());
        String etag = settled ? version : Versions.ofContent(content);
        boolean same = options.etag()
                .filter(known -> known.equals(etag)
                        || (Versions.isContentHash(known) && known.equals(Versions.ofContent(content))))
                .isPresent();
        return same
                ? new ReadResult.NotModified(Optional.of(etag))
                : new ReadResult.Content(url, content, Optional.of(etag));
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        Path root = path(url);
        if (!attributes(url, root).isDirectory()) {
            throw new NotFoundException(url, "it is a file, not a directory");
        }
        Found found = new Found(url, options);
        walkTree(root, "", 0, found);
        return found.result();
    }

    private static void walkTree(Path directory, String prefix, int depth, Found found) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new TooLargeException(found.url, "it is nested deeper than " + MAX_DEPTH + " directories");
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                BasicFileAttributes attributes =
                        Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isDirectory() && !name.equals(".git")) {
                    walkTree(entry, prefix + name + "/", depth + 1, found);
                } else if (attributes.isRegularFile()) {
                    found.add(prefix + name, entry, attributes);
                }
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only directories that the pattern can match are listed, names without a wildcard are looked up. Links to files are
     * followed (a Kubernetes volume is made of them), links to directories are not.
     */
    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        String text = isFileUrl(url) ? path(url).toString() : url;
        PatternPath pattern = PatternPath.of(text.replace('\\', '/'));
        Path root = Path.of(pattern.directory().isEmpty() && text.startsWith("/") ? "/" : pattern.directory());
        Found found = new Found(url, options);
        TreeSet<String> seen = new TreeSet<>();
        for (List<Glob.Part> parts : pattern.pattern().alternatives()) {
            new Search(parts, seen, found).walk(root, "", new TreeSet<>(List.of(0)), 0);
        }
        return found.result();
    }

    private record Search(List<Glob.Part> parts, TreeSet<String> seen, Found found) {
        /** @param states the parts of the pattern that the next name may match */
        void walk(Path directory, String prefix, TreeSet<Integer> states, int depth) throws IOException {
            if (depth > MAX_DEPTH) {
                throw new TooLargeException(found.url, "directories are nested deeper than " + MAX_DEPTH);
            }
            for (int state : List.copyOf(states)) {
                if (parts.get(state).anyDepth()) {
                    states.add(state + 1);
                }
            }
            if (states.stream().allMatch(state -> parts.get(state).isLiteral())) {
                for (String name : states.stream()
                        .map(state -> parts.get(state).literal())
                        .distinct()
                        .toList()) {
                    visit(directory.resolve(name), name, prefix, states, depth);
                }
                return;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path entry : entries) {
                    visit(entry, String.valueOf(entry.getFileName()), prefix, states, depth);
                }
            } catch (NoSuchFileException | NotDirectoryException gone) {
                return;
            }
        }

        private void visit(Path entry, String name, String prefix, TreeSet<Integer> states, int depth)
                throws IOException {
            TreeSet<Integer> below = new TreeSet<>();
            boolean matched = false;
            for (int state : states) {
                Glob.Part part = parts.get(state);
                if (part.anyDepth() && !name.startsWith(".")) {
                    below.add(state);
                } else if (!part.anyDepth() && part.matches(name)) {
                    matched |= state == parts.size() - 1;
                    below.add(state + 1);
                }
            }
            below.remove(parts.size());
            if (!matched && below.isEmpty()) {
                return;
            }
            Optional<BasicFileAttributes> attributes = attributesIfThere(entry);
            if (attributes.isEmpty()) {
                return;
            }
            if (attributes.get().isDirectory() && !below.isEmpty() && !Files.isSymbolicLink(entry)) {
                walk(entry, prefix + name + "/", below, depth + 1);
            } else if (attributes.get().isRegularFile() && matched && seen.add(prefix + name)) {
                found.add(prefix + name, entry, attributes.get());
            }
        }
    }

    /** Collects the files of one call within its limits. */
    private static final class Found {
        private final String url;
        private final ReadOptions options;
        private final TreeLimits limits;
        private final boolean asUrls;
        private final List<LocalFile> files = new ArrayList<>();

        Found(String url, ReadOptions options) {
            this.url = url;
            this.options = options;
            this.limits = new TreeLimits(url, options);
            this.asUrls = isFileUrl(url);
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
                String version = isSettled(file.attributes()) && file.size() <= options.maxFileBytes()
                        ? version(file.attributes())
                        : Versions.ofContent(file.bytes());
                digest.update(Versions.utf8(file.path() + "\0" + version + "\0"));
            }
            Optional<String> etag = Optional.of("tree:" + HexFormat.of().formatHex(digest.digest()));
            return options.etag().equals(etag)
                    ? new TreeResult.NotModified(etag)
                    : new TreeResult.Tree(url, List.copyOf(files), etag);
        }
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
            return content(url(), file, maxBytes);
        }

        @Override
        public String toString() {
            return file + " (" + size() + " bytes)";
        }
    }

    static boolean isFileUrl(String url) {
        return url.regionMatches(true, 0, "file:", 0, 5);
    }

    private static Path path(String url) throws SourceException {
        try {
            return isFileUrl(url) ? Path.of(URI.create(url.replace(" ", "%20"))) : Path.of(url);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            String reason =
                    e instanceof InvalidPathException ? "it is no path: " : "it is no file URL of this machine: ";
            throw new SourceException(url, reason + e.getMessage(), e);
        }
    }

    private static BasicFileAttributes attributes(String url, Path file) throws SourceException {
        return attributesIfThere(file)
                .orElseThrow(
                        () -> new NotFoundException(url, file.toAbsolutePath().normalize() + " does not exist"));
    }

    private static Optional<BasicFileAttributes> attributesIfThere(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] content(String url, Path file, long maxBytes) throws SourceException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes((int) maxBytes + 1);
            if (content.length > maxBytes) {
                throw new TooLargeException(url, "it is larger than " + maxBytes + " bytes");
            }
            return content;
        } catch (SourceException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new NotFoundException(url, "it does not exist any more");
        } catch (IOException e) {
            throw new SourceException(url, e.toString(), e);
        }
    }

    private static boolean isSettled(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(SETTLED));
    }

    private static String version(BasicFileAttributes attributes) {
        return "file:" + attributes.size() + ":" + attributes.lastModifiedTime().toInstant() + ":"
                + attributes.fileKey();
    }
}
