package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.facts.FactTransaction;
import dev.portalsdk.catalog.store.facts.GraphContents;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What the tables hold, as stores are told it. */
final class JdbcContents implements StoreContents {
    private final StoreTransactions store;

    JdbcContents(StoreTransactions store) {
        this.store = store;
    }

    private <T> T contents(Function<GraphContents, T> answer) {
        return store.readingRows(rows -> answer.apply(new FactTransaction(rows).contents()));
    }

    @Override
    public Overview overview() {
        Optional<String> processing = store.reading(sql ->
                        sql.query("SELECT processing FROM catalog_store", row -> Optional.ofNullable(row.getString(1))))
                .get(0);
        return contents(graph -> graph.overview(processing.map(StoredText::read)));
    }

    @Override
    public Optional<Bucket> bucket(String provider) {
        return contents(graph -> graph.bucket(provider));
    }

    @Override
    public List<EntityRef> refs() {
        return store.reading(sql -> sql.query("SELECT key, long_ref FROM catalog_entity", FactReader::ref).stream()
                .sorted()
                .toList());
    }

    @Override
    public List<LocationRef> locations() {
        return store.reading(sql -> sql
                .query(
                        "SELECT coalesce(long_location, key) FROM catalog_source",
                        row -> StoredText.location(row.getString(1)))
                .stream()
                .sorted()
                .toList());
    }

    @Override
    public Map<EntityRef, Known> entities(Collection<EntityRef> refs) {
        return contents(graph -> graph.entities(refs));
    }

    @Override
    public Map<LocationRef, Read> sources(Collection<LocationRef> locations) {
        return contents(graph -> graph.sources(locations));
    }

    @Override
    public Map<String, String> state(String provider) {
        return store.reading(sql -> {
            Map<String, String> texts = new TreeMap<>();
            sql.query(
                    "SELECT key, text FROM catalog_state WHERE provider = ?",
                    row -> texts.put(StoredText.read(row.getString(1)), StoredText.read(row.getString(2))),
                    StoredText.of(provider));
            return texts;
        });
    }

    @Override
    public List<Task> tasks() {
        return store.reading((sql, now) -> sql.query("SELECT name, due, asked FROM catalog_task ORDER BY name", row -> {
            long due = row.getLong(2);
            Optional<Duration> dueIn =
                    row.wasNull() ? Optional.empty() : Optional.of(Duration.between(now, FactJson.time(due)));
            return new Task(StoredText.read(row.getString(1)), dueIn, row.getBoolean(3));
        }));
    }
}
