package dev.portalsdk.source;

import dev.portalsdk.integration.ScmUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trees that many reads of single files share: whoever reads more than a few files of one branch within seconds gets the
 * others from one read of the whole tree.
 *
 * <p>A tree is taken for what the branch is now for {@link #FRESH}; then one request asks whether it still is. Who knows that
 * somebody pushed says so ({@link #forget}). Threads that want the same tree wait for the one that reads it. Trees are kept
 * for a minute after their last use, all together up to {@link #MAX_BYTES}.
 */
final class SharedTrees {
    /** So many files of a branch within {@link #WINDOW} are read one by one. */
    static final int SINGLES = 5;

    static final Duration WINDOW = Duration.ofSeconds(10);
    static final Duration FRESH = Duration.ofSeconds(5);
    static final long MAX_TREE_BYTES = 64L << 20;

    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration NOT_SHARED = Duration.ofMinutes(5);
    private static final long MAX_BYTES = 2 * MAX_TREE_BYTES;
    private static final int MAX_SLOTS = 10_000;

    private final Clock clock;
    private final OfferedFiles offered;
    private final Map<Key, Slot> slots = new LinkedHashMap<>(16, 0.75f, true);

    SharedTrees(Clock clock) {
        this.clock = clock;
        this.offered = new OfferedFiles(clock);
    }

    /** Remembers a file that came by another way. */
    void offer(ScmUrl place, byte[] bytes) {
        offered.add(place, bytes);
    }

    /** A file that came by another way a moment ago. */
    Optional<byte[]> offered(ScmUrl place) {
        return offered.find(place);
    }

    /** Reads the tree. */
    @FunctionalInterface
    interface Loader {
        /** @param known the commit that is here already */
        TreeResult load(Optional<String> known) throws IOException;
    }

    private record Key(String host, String slug, String ref) {
        static Key of(ScmUrl place) {
            return new Key(
                    place.host(),
                    place.slug().toLowerCase(Locale.ROOT),
                    place.ref().orElse(""));
        }
    }

    private static final class Slot {
        private int singles;
        private Instant windowEnds = Instant.MIN;
        private Instant checked = Instant.MIN;
        private Instant notSharedUntil = Instant.MIN;
        private volatile Instant used = Instant.MIN;
        private volatile long bytes;
        private Optional<String> commit = Optional.empty();
        private @Nullable Map<String, SourceFile> files;

        boolean isSingle(Instant now) {
            if (now.isAfter(windowEnds)) {
                windowEnds = now.plus(WINDOW);
                singles = 0;
            }
            return files == null && ++singles <= SINGLES;
        }
    }

    /**
     * The files of a branch by their paths.
     *
     * @param always whether the first read already takes the tree, for hosts that give no single files
     * @return empty if this read had better ask for its file alone
     */
    Optional<Map<String, SourceFile>> files(ScmUrl place, boolean always, Loader loader) throws IOException {
        Slot slot = slot(Key.of(place));
        synchronized (slot) {
            Instant now = clock.instant();
            if (now.isBefore(slot.notSharedUntil) || (!always && slot.isSingle(now))) {
                return Optional.empty();
            }
            if (slot.files == null || !now.isBefore(slot.checked.plus(FRESH))) {
                load(slot, now, always, loader);
            }
            slot.used = now;
            return Optional.ofNullable(slot.files);
        }
    }

    private static void load(Slot slot, Instant now, boolean always, Loader loader) throws IOException {
        try {
            if (loader.load(slot.files == null ? Optional.empty() : slot.commit) instanceof TreeResult.Tree tree) {
                Map<String, SourceFile> files = new HashMap<>();
                tree.files().forEach(file -> files.put(file.path(), file));
                slot.files = files;
                slot.commit = tree.etag();
                slot.bytes = tree.files().stream().mapToLong(SourceFile::size).sum();
            }
            slot.checked = now;
        } catch (TooLargeException e) {
            drop(slot, now);
        } catch (InterruptedIOException | RateLimitedException e) {
            throw e;
        } catch (IOException e) {
            if (always) {
                throw e;
            }
            drop(slot, now); // The single read tells what is wrong.
        }
    }

    private static void drop(Slot slot, Instant now) {
        slot.files = null;
        slot.bytes = 0;
        slot.notSharedUntil = now.plus(NOT_SHARED);
    }

    /** Forgets all branches of a repository: they have changed. */
    void forget(ScmUrl place) {
        offered.forget(place);
        Key changed = Key.of(place);
        synchronized (slots) {
            slots.keySet()
                    .removeIf(key ->
                            key.host().equals(changed.host()) && key.slug().equals(changed.slug()));
        }
    }

    private Slot slot(Key key) {
        Instant old = clock.instant().minus(KEPT);
        synchronized (slots) {
            Slot slot = slots.computeIfAbsent(key, unknown -> new Slot());
            slot.used = clock.instant();
            long bytes = slots.values().stream().mapToLong(other -> other.bytes).sum();
            Iterator<Slot> eldest = slots.values().iterator();
            while (eldest.hasNext()) {
                Slot other = eldest.next();
                if (other == slot || (bytes <= MAX_BYTES && slots.size() <= MAX_SLOTS && !other.used.isBefore(old))) {
                    break;
                }
                bytes -= other.bytes;
                eldest.remove();
            }
            return slot;
        }
    }
}
