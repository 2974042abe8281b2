package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rendered pages in a folder, so that a new process renders only the pages of which something has changed: the renderer, the
 * page's bytes, a snippet, or where a link leads. What is built with it is, byte for byte, what is built without.
 *
 * <p>May be shared by any number of sites, threads and processes. Entries that are damaged are as good as none, files of
 * others are left alone, and a folder that cannot be read or written costs nothing but the time to render. What it holds
 * goes into sites as it is: whoever may write to the folder may write to the sites, so it must be nobody else's.
 */
public final class PageCache {

    private static final Logger LOG = LoggerFactory.getLogger(PageCache.class);
    private static final long STANDARD_BYTES = 256L << 20;
    private static final String FORMAT = "portal-techdocs page 1\n";
    private static final Pattern ENTRY = Pattern.compile("[0-9a-f]{64}\\.page");
    private static final Pattern UNFINISHED = Pattern.compile("[0-9a-f-]{36}\\.part");
    private static final int HASH = 32;
    private static final Duration USED_LATELY = Duration.ofHours(1);

    private final Path folder;
    private final long maxBytes;
    private final Optional<String> renderer = RendererFingerprint.of();
    private final AtomicBoolean grown = new AtomicBoolean();

    private PageCache(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /** Pages in a folder, which is made when the first is kept; at most 256 MiB of them. */
    public static PageCache in(Path folder) {
        return new PageCache(folder, STANDARD_BYTES);
    }

    /**
     * The same with another bound. It is seen to at the end of each build: the pages that were used longest ago go.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public PageCache maxBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("A cache cannot have " + bytes + " bytes");
        }
        return new PageCache(folder, bytes);
    }

    /** The name of an entry, of all that decides what a page can be; empty where nothing can be kept. */
    Optional<String> key(String... parts) {
        return renderer.map(version -> {
            MessageDigest digest = sha256();
            digest.update(version.getBytes(StandardCharsets.UTF_8));
            for (String part : parts) {
                digest.update(ByteBuffer.allocate(4).putInt(part.length()).flip());
                digest.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        });
    }

    Optional<KeptPage> read(String key) {
        Path file = file(key);
        try {
            Optional<KeptPage> page = content(Files.readAllBytes(file)).flatMap(PageCodec::decode);
            if (page.isPresent()) {
                noteUse(file);
            }
            return page;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return Optional.empty();
        }
    }

    void write(String key, KeptPage page) {
        Optional<byte[]> content = PageCodec.encode(page);
        if (content.isEmpty() || content.get().length > maxBytes) {
            return;
        }
        Path file = file(key);
        Path part = file.resolveSibling(UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(part.getParent());
            Files.write(part, framed(content.get()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            grown.set(true);
        } catch (IOException e) {
            LOG.debug("{} cannot be written", file, e);
        }
    }

    /** Removes what is too much, and what writers that died left unfinished. */
    void trim() {
        if (!grown.getAndSet(false)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            List<Entry> entries = files.map(Entry::of).flatMap(Optional::stream).toList();
            long tooMuch = entries.stream().mapToLong(Entry::size).sum() - maxBytes;
            Instant old = Instant.now().minus(USED_LATELY);
            for (Entry entry :
                    entries.stream().sorted(Comparator.comparing(Entry::used)).toList()) {
                boolean abandoned = entry.unfinished() && entry.used().isBefore(old);
                if (abandoned || (tooMuch > 0 && !entry.unfinished())) {
                    Files.deleteIfExists(entry.file());
                    tooMuch -= entry.size();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} cannot be cleaned up", folder, e);
        }
    }

    private record Entry(Path file, long size, Instant used, boolean unfinished) {

        static Optional<Entry> of(Path file) {
            String name = String.valueOf(file.getFileName());
            boolean unfinished = UNFINISHED.matcher(name).matches();
            try {
                return unfinished || ENTRY.matcher(name).matches()
                        ? Optional.of(new Entry(
                                file,
                                Files.size(file),
                                Files.getLastModifiedTime(file).toInstant(),
                                unfinished))
                        : Optional.empty();
            } catch (IOException e) {
                return Optional.empty(); // another process has removed it
            }
        }
    }

    private Path file(String key) {
        return folder.resolve(key.substring(0, 2)).resolve(key + ".page");
    }

    /** Often enough to tell what is in use, seldom enough to cost nothing. */
    private static void noteUse(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(now.minus(USED_LATELY))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /** In front of the content its format and hash, by which a file that is cut or changed is known. */
    private static byte[] framed(byte[] content) {
        byte[] format = FORMAT.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(format.length + HASH + content.length)
                .put(format)
                .put(sha256().digest(content))
                .put(content)
                .array();
    }

    private static Optional<byte[]> content(byte[] framed) {
        byte[] format = FORMAT.getBytes(StandardCharsets.US_ASCII);
        int start = format.length + HASH;
        if (framed.length < start || !Arrays.equals(framed, 0, format.length, format, 0, format.length)) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(framed, start, framed.length);
        byte[] hash = sha256().digest(content);
        return Arrays.equals(framed, format.length, start, hash, 0, HASH) ? Optional.of(content) : Optional.empty();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
