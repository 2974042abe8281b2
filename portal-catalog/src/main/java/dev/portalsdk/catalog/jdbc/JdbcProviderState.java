package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.store.CatalogException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What providers keep, in a table. */
final class JdbcProviderState implements ProviderState {
    private final StoreTransactions store;

    JdbcProviderState(StoreTransactions store) {
        this.store = store;
    }

    @Override
    public Optional<Entry> find(String provider, String key) {
        return store.reading(sql -> sql
                .query(
                        "SELECT text, generation FROM catalog_state WHERE provider = ? AND key = ?",
                        row -> new Entry(StoredText.read(row.getString(1)), row.getLong(2)),
                        StoredText.of(provider),
                        StoredText.of(key))
                .stream()
                .findFirst());
    }

    @Override
    public OptionalLong replace(String provider, String key, String text, long generation) {
        if (key.isEmpty() || key.length() > MAX_KEY || text.length() > MAX_TEXT) {
            throw new IllegalArgumentException("The provider \"" + provider + "\" keeps " + text.length()
                    + " characters under a key of " + key.length() + ": at most " + MAX_TEXT + " and 1 to " + MAX_KEY
                    + " are possible");
        }
        String of = StoredText.of(provider);
        return store.writing(sql -> {
            List<Integer> known =
                    sql.query("SELECT 1 FROM catalog_bucket WHERE provider = ?", row -> row.getInt(1), of);
            if (known.isEmpty()) {
                throw new CatalogException("The store was opened without a provider \"" + provider + "\"");
            }
            long next = sql.draw("catalog_id", 1).get(0);
            int kept = generation == 0
                    ? sql.update(
                            "INSERT INTO catalog_state (provider, key, text, generation) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (provider, key) DO NOTHING",
                            of,
                            StoredText.of(key),
                            StoredText.of(text),
                            next)
                    : sql.update(
                            "UPDATE catalog_state SET text = ?, generation = ? WHERE provider = ? AND key = ? AND generation = ?",
                            StoredText.of(text),
                            next,
                            of,
                            StoredText.of(key),
                            generation);
            return kept == 0 ? OptionalLong.empty() : OptionalLong.of(next);
        });
    }

    @Override
    public boolean remove(String provider, String key, long generation) {
        return store.writing(sql -> sql.update(
                        "DELETE FROM catalog_state WHERE provider = ? AND key = ? AND generation = ?",
                        StoredText.of(provider),
                        StoredText.of(key),
                        generation)
                > 0);
    }
}
