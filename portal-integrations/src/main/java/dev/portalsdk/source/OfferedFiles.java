package dev.portalsdk.source;

import dev.portalsdk.integration.ScmUrl;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that came with other answers, for a moment; the oldest go first when there are too many bytes. */
final class OfferedFiles {
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final long MAX_BYTES = 64L << 20;

    private final Clock clock;
    private final Map<Key, Offer> offers = new LinkedHashMap<>();
    private long bytes;

    OfferedFiles(Clock clock) {
        this.clock = clock;
    }

    private record Key(String host, String slug, String ref, String path) {
        static Key of(ScmUrl place) {
            return new Key(
                    place.host(),
                    place.slug().toLowerCase(Locale.ROOT),
                    place.ref().orElse(""),
                    place.path());
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Offer(byte[] content, Instant until) {}

    synchronized void add(ScmUrl place, byte[] content) {
        if (content.length > MAX_FILE_BYTES || place.path().isEmpty()) {
            return;
        }
        remove(Key.of(place));
        offers.put(Key.of(place), new Offer(content, clock.instant().plus(KEPT)));
        bytes += content.length;
        Iterator<Offer> oldest = offers.values().iterator();
        while (oldest.hasNext()) {
            Offer offer = oldest.next();
            if (bytes <= MAX_BYTES && clock.instant().isBefore(offer.until())) {
                return;
            }
            bytes -= offer.content().length;
            oldest.remove();
        }
    }

    synchronized Optional<byte[]> find(ScmUrl place) {
        return Optional.ofNullable(offers.get(Key.of(place)))
                .filter(offer -> clock.instant().isBefore(offer.until()))
                .map(Offer::content);
    }

    synchronized void forget(ScmUrl place) {
        Key repository = Key.of(place);
        offers.entrySet().removeIf(entry -> {
            boolean same = entry.getKey().host().equals(repository.host())
                    && entry.getKey().slug().equals(repository.slug());
            bytes -= same ? entry.getValue().content().length : 0;
            return same;
        });
    }

    private void remove(Key key) {
        Offer old = offers.remove(key);
        bytes -= old == null ? 0 : old.content().length;
    }
}
