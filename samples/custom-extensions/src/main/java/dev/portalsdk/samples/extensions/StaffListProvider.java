package dev.portalsdk.samples.extensions;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How do I give the catalog entities from a system of mine?
 *
 * <p>This provider makes Users and Groups of a list that the human resources department exports, one person a line: {@code alice,Alice Archer,team-a}. A host calls
 * {@link #poll} on a schedule of its own. A list that cannot be read changes nothing.
 */
public final class StaffListProvider implements EntityProvider {
    private final UrlReader reader;
    private final String url;
    private Optional<String> etag = Optional.empty();
    private @Nullable EntityProviderConnection connection;

    /** @param url of the list */
    public StaffListProvider(UrlReader reader, String url) {
        this.reader = reader;
        this.url = url;
    }

    @Override
    public String name() {
        return "staff-list";
    }

    /** {@inheritDoc} A list that is empty by mistake must not empty the catalog. */
    @Override
    public RemovalGuard removalGuard() {
        return RemovalGuard.standard();
    }

    @Override
    public synchronized void connect(EntityProviderConnection catalog) {
        connection = catalog;
    }

    /**
     * Reads the list, and tells the catalog if it has changed.
     *
     * @throws IOException if it cannot be read; what was given before stays
     */
    public synchronized void poll() throws IOException {
        EntityProviderConnection catalog = Optional.ofNullable(connection)
                .orElseThrow(() -> new IllegalStateException("Give the provider to a catalog first"));
        ReadResult result = reader.read(url, ReadOptions.ifChangedFrom(etag));
        if (result instanceof ReadResult.Content content) {
            catalog.apply(Mutation.full(entities(content.text())));
            etag = content.etag();
        }
    }

    private List<ProvidedEntity> entities(String list) {
        List<ProvidedEntity> entities = new ArrayList<>();
        Map<String, List<Value>> teams = new TreeMap<>();
        for (String line : list.lines().filter(text -> !text.isBlank()).toList()) {
            String[] fields = line.split(",", -1);
            if (fields.length != 3) {
                throw new IllegalArgumentException(url + ": expected name,display name,team, but found: " + line);
            }
            teams.computeIfAbsent(fields[2], team -> new ArrayList<>()).add(Value.Str.of(fields[0]));
            entities.add(entity(
                    "User",
                    fields[0],
                    Value.Obj.of(
                            "profile",
                            Value.Obj.of("displayName", fields[1]),
                            "memberOf",
                            Value.Arr.of(Value.Str.of(fields[2])))));
        }
        teams.forEach((team, members) -> entities.add(entity(
                "Group",
                team,
                Value.Obj.of("type", "team", "children", Value.Arr.of(), "members", Value.Arr.of(members)))));
        return entities;
    }

    private ProvidedEntity entity(String kind, String name, Value.Obj spec) {
        Value.Obj document = Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", Value.Obj.of("name", name))
                .put("spec", spec)
                .build();
        return new ProvidedEntity(EntityDescriptor.of(document), new LocationRef("staff-list", url));
    }
}
