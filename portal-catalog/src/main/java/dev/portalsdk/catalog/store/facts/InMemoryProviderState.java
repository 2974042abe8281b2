package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.run.ProviderState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What providers keep, in memory. Guarded by the store's lock. */
final class InMemoryProviderState implements ProviderState {
    private final Map<String, Map<String, Entry>> byProvider = new HashMap<>();
    private final Object lock;
    private final Predicate<String> known;
    private long generations;

    /**
     * Nothing is kept yet.
     *
     * @param lock the store's
     * @param known whether the store has such a provider
     */
    InMemoryProviderState(Object lock, Predicate<String> known) {
        this.lock = lock;
        this.known = known;
    }

    @Override
    public Optional<Entry> find(String provider, String key) {
        synchronized (lock) {
            return Optional.ofNullable(
                    byProvider.getOrDefault(provider, Map.of()).get(key));
        }
    }

    @Override
    public OptionalLong replace(String provider, String key, String text, long generation) {
        if (key.isEmpty() || key.length() > MAX_KEY || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("The provider \"" + provider + "\" keeps " + text.length()
                    + " characters under a key of " + key.length() + ": at most " + MAX_TEXT + " and 1 to " + MAX_KEY
                    + " are possible");
        }
        synchronized (lock) {
            if (!known.test(provider)) {
                throw Buckets.unknown(provider);
            }
            Map<String, Entry> entries = byProvider.computeIfAbsent(provider, name -> new HashMap<>());
            Optional<Entry> kept = Optional.ofNullable(entries.get(key));
            if (kept.map(Entry::generation).orElse(0L) != generation) {
                return OptionalLong.empty();
            }
            entries.put(key, new Entry(text, ++generations));
            return OptionalLong.of(generations);
        }
    }

    @Override
    public boolean remove(String provider, String key, long generation) {
        synchronized (lock) {
            Map<String, Entry> entries = byProvider.getOrDefault(provider, Map.of());
            Entry kept = entries.get(key);
            return kept != null && kept.generation() == generation && entries.remove(key, kept);
        }
    }

    /** All that a provider keeps, by key. */
    Map<String, String> all(String provider) {
        synchronized (lock) {
            Map<String, String> texts = new TreeMap<>();
            byProvider.getOrDefault(provider, Map.of()).forEach((key, entry) -> texts.put(key, entry.text()));
            return texts;
        }
    }

    /** Goes with the bucket. */
    void forget(String provider) {
        byProvider.remove(provider);
    }
}
