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
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Files of this machine, by path or {@code file:} URL.
 *
 * <p>A file's etag is made of its size, time of change and identity, so that polling an unchanged file reads nothing; one
 * that changed within the last two seconds may change again without a trace (the clocks of file systems are coarse), and
 * is known by its content until it has settled: the rule by which Git treats its index.
 */
final class LocalFiles implements UrlReader {
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final Pattern NOT_IN_URLS = Pattern.compile("[ {}\\[\\]|^\"<>`]");
    static final int MAX_DEPTH = 100;

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
        LocalListing found = new LocalListing(url, options);
        walkTree(root, "", 0, found);
        return found.result();
    }

    private static void walkTree(Path directory, String prefix, int depth, LocalListing found) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new TooLargeException(found.url(), "it is nested deeper than " + MAX_DEPTH + " directories");
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
        if (text.indexOf('\0') >= 0) {
            throw new SourceException(url, "it is no path");
        }
        PatternPath pattern = PatternPath.of(text.replace('\\', '/'));
        Path root = Path.of(pattern.directory().isEmpty() && text.startsWith("/") ? "/" : pattern.directory());
        LocalListing found = new LocalListing(url, options);
        TreeSet<String> seen = new TreeSet<>();
        for (List<Glob.Part> parts : pattern.pattern().alternatives()) {
            new LocalSearch(parts, seen, found).walk(root, "", new TreeSet<>(List.of(0)), 0);
        }
        return found.result();
    }

    static boolean isFileUrl(String url) {
        return url.regionMatches(true, 0, "file:", 0, 5);
    }

    /** People write {@code file:} URLs by hand, and patterns in them. */
    private static String encoded(String url) {
        return NOT_IN_URLS
                .matcher(url)
                .replaceAll(found ->
                        String.format(Locale.ROOT, "%%%02X", (int) found.group().charAt(0)));
    }

    private static Path path(String url) throws SourceException {
        try {
            return isFileUrl(url) ? Path.of(URI.create(encoded(url))) : Path.of(url);
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

    static Optional<BasicFileAttributes> attributesIfThere(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static byte[] content(String url, Path file, long maxBytes) throws SourceException {
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

    static boolean isSettled(BasicFileAttributes attributes) {
        return attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(SETTLED));
    }

    static String version(BasicFileAttributes attributes) {
        return "file:" + attributes.size() + ":" + attributes.lastModifiedTime().toInstant() + ":"
                + attributes.fileKey();
    }
}
