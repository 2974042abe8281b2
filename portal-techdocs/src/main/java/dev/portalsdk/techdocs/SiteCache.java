package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Files of published sites that were read lately, or were not there. Those used longest ago go first. Safe for use by many
 * threads; two that miss one file at once both read it.
 */
final class SiteCache implements PublishedSites {

    private static final long MAX_BYTES = 64L << 20;
    private static final long MAX_FILE = 1L << 20;
    private static final long OVERHEAD = 512;

    private final PublishedSites sites;
    private final Duration time;
    private final Clock clock;
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long generation;

    SiteCache(PublishedSites sites, Duration time, Clock clock) {
        this.sites = sites;
        this.time = time;
        this.clock = clock;
    }

    private record Key(EntityRef entity, String path) {}

    private record Entry(Optional<PublishedFile> file, Instant until) {
        long size() {
            return file.map(PublishedFile::size).orElse(0L) + OVERHEAD;
        }
    }

    /** The publisher behind this cache; it forgets the sites that are published. */
    Publisher after(Publisher publisher) {
        return (entity, site) -> {
            try {
                publisher.publish(entity, site);
            } finally {
                forget(entity);
            }
        };
    }

    @Override
    public Optional<PublishedFile> file(EntityRef entity, String path) throws IOException {
        Key key = new Key(entity, path);
        long asked;
        synchronized (this) {
            Entry known = entries.get(key);
            if (known != null && known.until.isAfter(clock.instant())) {
                return known.file;
            }
            asked = generation;
        }
        Optional<PublishedFile> found = sites.file(entity, path);
        if (found.isPresent() && found.get().size() <= MAX_FILE) {
            try (InputStream in = found.get().content().open()) {
                found = Optional.of(PublishedFile.of(path, found.get().etag(), in.readAllBytes()));
            }
        } else if (found.isPresent()) {
            return found;
        }
        keep(key, found, asked);
        return found;
    }

    @Override
    public Optional<InputStream> open(EntityRef entity, String path) throws IOException {
        Optional<PublishedFile> file = file(entity, path);
        return file.isPresent() ? Optional.of(file.get().content().open()) : Optional.empty();
    }

    @Override
    public boolean exists(EntityRef entity) throws IOException {
        return file(entity, "index.html").isPresent();
    }

    /** @param asked the generation when the file was asked for: what was read before a publication is not kept after it */
    private synchronized void keep(Key key, Optional<PublishedFile> file, long asked) {
        if (asked != generation) {
            return;
        }
        Entry entry = new Entry(file, clock.instant().plus(time));
        Entry before = entries.put(key, entry);
        bytes += entry.size() - (before == null ? 0 : before.size());
        Iterator<Entry> oldest = entries.values().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= oldest.next().size();
            oldest.remove();
        }
    }

    private synchronized void forget(EntityRef entity) {
        generation++;
        for (Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Entry> entry = all.next();
            if (entry.getKey().entity.equals(entity)) {
                bytes -= entry.getValue().size();
                all.remove();
            }
        }
    }
}
