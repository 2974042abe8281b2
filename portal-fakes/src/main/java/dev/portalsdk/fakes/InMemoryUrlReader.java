package dev.portalsdk.fakes;

import dev.portalsdk.source.Glob;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TooLargeException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A reader of what a test put into it, by URL, with etags, counts and faults. Safe for use by many threads.
 *
 * <p>URLs that a host of source code treats alike are one here too: {@code …/tree/main/a.yaml}, which relative references on
 * GitHub resolve to, {@code edit} and {@code raw} give what was put at {@code …/blob/main/a.yaml}. Faults concern a URL until
 * {@link #heal}; for trees and searches the URL is the one asked for.
 *
 * <pre>{@code
 * InMemoryUrlReader reader = new InMemoryUrlReader().put("https://example.com/a.yaml", "kind: Component");
 * reader.fail("https://example.com/a.yaml", "the server answers 500");
 * }</pre>
 */
public final class InMemoryUrlReader implements UrlReader {
    private static final String VIEWS = "^(\\w+://[^/]+/[^/]+/[^/]+)/(?:tree|edit|raw)/";

    private final Map<String, Stored> contents = new ConcurrentSkipListMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> reads = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    /** What happens before a URL is read. */
    @FunctionalInterface
    public interface Fault {
        /** Throws, waits, or lets the read go on. */
        void beforeRead(String url, ReadOptions options) throws IOException;
    }

    /** Puts a text, encoded in UTF-8; the same text again keeps its etag. */
    public InMemoryUrlReader put(String url, String text) {
        return put(url, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts bytes; the same again keep their etag. */
    public InMemoryUrlReader put(String url, byte[] bytes) {
        contents.compute(
                canonical(url),
                (key, old) -> old != null && Arrays.equals(old.bytes(), bytes)
                        ? old
                        : new Stored(url, bytes.clone(), "\"v" + versions.incrementAndGet() + "\""));
        return this;
    }

    /** Takes what is at a URL away: it is not found from now on. */
    public InMemoryUrlReader remove(String url) {
        contents.remove(canonical(url));
        return this;
    }

    /** Fails every read of a URL with a {@link SourceException} of this reason. */
    public InMemoryUrlReader fail(String url, String reason) {
        return fault(url, (asked, options) -> {
            throw new SourceException(asked, reason);
        });
    }

    /** Makes every read of a URL take its time; one that takes longer than the options allow fails then. */
    public InMemoryUrlReader slow(String url, Duration delay) {
        return fault(url, (asked, options) -> {
            boolean late = delay.compareTo(options.timeout()) > 0;
            sleep(late ? options.timeout() : delay, asked);
            if (late) {
                throw new SourceException(asked, "no whole answer within " + options.timeout());
            }
        });
    }

    /** Holds every read of a URL until the latch is at zero: the way to stop the world at one point. */
    public InMemoryUrlReader hold(String url, CountDownLatch latch) {
        return fault(url, (asked, options) -> {
            try {
                if (!latch.await(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new SourceException(asked, "no whole answer within " + options.timeout());
                }
            } catch (InterruptedException e) {
                throw interrupted(asked);
            }
        });
    }

    /** Does something before every read of a URL, in place of what was said before about it. */
    public InMemoryUrlReader fault(String url, Fault fault) {
        faults.put(canonical(url), fault);
        return this;
    }

    /** Takes the fault of a URL away. */
    public InMemoryUrlReader heal(String url) {
        faults.remove(canonical(url));
        return this;
    }

    /** How often a URL was read, listed or searched, also in vain and with an etag that still held. */
    public long reads(String url) {
        AtomicLong count = reads.get(canonical(url));
        return count == null ? 0 : count.get();
    }

    /** How often anything was. */
    public long reads() {
        return reads.values().stream().mapToLong(AtomicLong::get).sum();
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        enter(url, options);
        Stored stored = contents.get(canonical(url));
        if (stored == null) {
            throw new NotFoundException(url, "nothing was put there");
        }
        if (stored.bytes().length > options.maxFileBytes()) {
            throw new TooLargeException(url, "it is larger than " + options.maxFileBytes() + " bytes");
        }
        Optional<String> etag = Optional.of(stored.etag());
        return options.etag().equals(etag)
                ? new ReadResult.NotModified(etag)
                : new ReadResult.Content(url, stored.bytes().clone(), etag);
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        enter(url, options);
        String prefix = canonical(url).replaceAll("/+$", "") + "/";
        TreeResult result = collect(url, prefix, path -> true, options);
        if (result instanceof TreeResult.Tree tree && tree.files().isEmpty()) {
            throw new NotFoundException(url, "nothing was put below it");
        }
        return result;
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        enter(url, options);
        String pattern = canonical(url);
        String fixed = pattern.substring(0, firstWildcard(pattern));
        String prefix = fixed.substring(0, fixed.lastIndexOf('/') + 1);
        Glob glob = Glob.of(pattern.substring(prefix.length()));
        return collect(url, prefix, glob::matches, options);
    }

    private static int firstWildcard(String pattern) {
        int at = 0;
        while (at < pattern.length() && "*?[{".indexOf(pattern.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private TreeResult collect(String url, String prefix, Predicate<String> matches, ReadOptions options)
            throws IOException {
        List<SourceFile> files = new ArrayList<>();
        StringBuilder etag = new StringBuilder();
        long bytes = 0;
        for (Map.Entry<String, Stored> entry : contents.entrySet()) {
            String path = entry.getKey().startsWith(prefix) ? entry.getKey().substring(prefix.length()) : "";
            if (!path.isEmpty() && matches.test(path) && options.filter().test(path)) {
                Stored stored = entry.getValue();
                files.add(SourceFile.of(path, stored.url(), stored.bytes().clone()));
                etag.append(path).append('\0').append(stored.etag()).append('\0');
                bytes += stored.bytes().length;
            }
        }
        if (files.size() > options.maxFiles() || bytes > options.maxTreeBytes()) {
            throw new TooLargeException(url, "it holds " + files.size() + " files of " + bytes + " bytes");
        }
        UUID hash = UUID.nameUUIDFromBytes(etag.toString().getBytes(StandardCharsets.UTF_8));
        Optional<String> version = Optional.of("\"tree-" + hash + "\"");
        return options.etag().equals(version)
                ? new TreeResult.NotModified(version)
                : new TreeResult.Tree(url, files, version);
    }

    private void enter(String url, ReadOptions options) throws IOException {
        reads.computeIfAbsent(canonical(url), key -> new AtomicLong()).incrementAndGet();
        Fault fault = faults.get(canonical(url));
        if (fault != null) {
            fault.beforeRead(url, options);
        }
    }

    private static void sleep(Duration time, String url) throws InterruptedIOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(url);
        }
    }

    private static InterruptedIOException interrupted(String url) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while reading " + url);
    }

    private static String canonical(String url) {
        return url.replaceFirst(VIEWS, "$1/blob/");
    }

    @Override
    public String toString() {
        return "InMemoryUrlReader" + contents.keySet();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Stored(String url, byte[] bytes, String etag) {}
}
