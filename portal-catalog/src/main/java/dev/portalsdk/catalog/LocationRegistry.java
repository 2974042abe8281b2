package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Registered locations, kept in memory. Is the provider of the Locations that stand for them. */
final class LocationRegistry implements RegisteredLocations, EntityProvider {
    static final String NAME = "registered-locations";

    private final boolean readOnly;
    private final CatalogFacts facts;
    private final Function<LocationRef, CatalogFacts> rehearsal;
    private final Map<String, RegisteredLocation> byId = new LinkedHashMap<>();
    private @Nullable EntityProviderConnection connection;

    /** @param rehearsal loads a location into a catalog of its own */
    LocationRegistry(boolean readOnly, CatalogFacts facts, Function<LocationRef, CatalogFacts> rehearsal) {
        this.readOnly = readOnly;
        this.facts = facts;
        this.rehearsal = rehearsal;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void connect(EntityProviderConnection toCatalog) {
        this.connection = toCatalog;
    }

    @Override
    public Registration add(String location) {
        checkWritable();
        RegisteredLocation registered = registered(location);
        boolean existed = put(registered);
        if (!existed) {
            apply(Mutation.added(List.of(LocationEntities.of(registered.location()))));
        }
        return registration(registered, existed, facts);
    }

    @Override
    public Registration dryRun(String location) {
        RegisteredLocation registered = registered(location);
        return registration(registered, find(registered.id()).isPresent(), rehearsal.apply(registered.location()));
    }

    @Override
    public synchronized List<RegisteredLocation> list() {
        return List.copyOf(byId.values());
    }

    @Override
    public synchronized Optional<RegisteredLocation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public boolean remove(String id) {
        checkWritable();
        Optional<RegisteredLocation> found = take(id);
        found.ifPresent(gone -> apply(Mutation.removed(List.of(LocationEntities.refOf(gone.location())))));
        return found.isPresent();
    }

    private synchronized boolean put(RegisteredLocation registered) {
        return byId.putIfAbsent(registered.id(), registered) != null;
    }

    private synchronized Optional<RegisteredLocation> take(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    private void apply(Mutation mutation) {
        EntityProviderConnection toCatalog = connection;
        if (toCatalog == null) {
            throw new CatalogException("The catalog is not built yet");
        }
        toCatalog.apply(mutation).await();
    }

    private void checkWritable() {
        if (readOnly) {
            throw new CatalogException("The catalog is read-only (catalog.readonly); a dry run is possible");
        }
    }

    private static RegisteredLocation registered(String text) {
        LocationRef location = LocationRef.parse(text);
        if (!location.type().equals("url")) {
            throw new IllegalArgumentException("Only locations of type url can be registered, not \"" + text
                    + "\"; files are configured under catalog.locations");
        }
        String id = UUID.nameUUIDFromBytes(location.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return new RegisteredLocation(id, location);
    }

    private static Registration registration(RegisteredLocation registered, boolean existed, CatalogFacts from) {
        Set<EntityRef> reached = new LinkedHashSet<>();
        List<EntityRef> open = new ArrayList<>(List.of(LocationEntities.refOf(registered.location())));
        for (int i = 0; i < open.size(); i++) {
            if (reached.add(open.get(i))) {
                open.addAll(from.children(open.get(i)));
            }
        }
        List<Diagnostic> findings = from.findings(reached);
        return new Registration(registered, existed, List.copyOf(reached), findings);
    }
}
