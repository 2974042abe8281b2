package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Registered locations: what stands in the bucket of this provider is the list of them, so that the store keeps it and each change is one transaction.
 */
final class LocationRegistry implements RegisteredLocations, EntityProvider {
    static final String NAME = "registered-locations";
    private static final Giver BUCKET = new Giver.Bucket(NAME);

    private final CatalogSettings.Registrations allowed;
    private final CatalogFacts facts;
    private final Function<LocationRef, CatalogFacts> rehearsal;
    private @Nullable EntityProviderConnection connection;

    /** @param rehearsal loads a location into a catalog of its own */
    LocationRegistry(
            CatalogSettings.Registrations allowed, CatalogFacts facts, Function<LocationRef, CatalogFacts> rehearsal) {
        this.allowed = allowed;
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
        return add(location, allowed.onConflict());
    }

    @Override
    public Registration add(String location, OnConflict conflict) {
        checkWritable();
        RegisteredLocation registered = registered(location);
        Optional<Receipt> added = addUnlessThere(registered.location());
        if (added.isEmpty() && conflict == OnConflict.REJECT) {
            throw new LocationExistsException(registered);
        }
        added.orElseGet(() -> connected().refresh(List.of(registered.location())))
                .await();
        return registration(registered, added.isEmpty(), facts);
    }

    /** Two that add one location at the same time must not both be told that they did. */
    private synchronized Optional<Receipt> addUnlessThere(LocationRef location) {
        return isRegistered(location)
                ? Optional.empty()
                : Optional.of(connected().apply(Mutation.added(List.of(LocationEntities.of(location)))));
    }

    private boolean isRegistered(LocationRef location) {
        return facts.entity(LocationEntities.refOf(location)).stream()
                .flatMap(known -> known.claims().stream())
                .anyMatch(claim -> claim.giver().equals(BUCKET));
    }

    @Override
    public Registration dryRun(String location) {
        RegisteredLocation registered = registered(location);
        return registration(registered, isRegistered(registered.location()), rehearsal.apply(registered.location()));
    }

    @Override
    public Optional<Registration> update(String id, String location) {
        checkWritable();
        RegisteredLocation next = registered(location);
        boolean same = next.id().equals(id);
        Optional<Receipt> replaced = replace(id, next, same);
        replaced.ifPresent(Receipt::await);
        return replaced.map(done -> registration(next, same, facts));
    }

    /** @return empty if there is none of this id */
    private synchronized Optional<Receipt> replace(String id, RegisteredLocation next, boolean same) {
        Optional<RegisteredLocation> before = find(id);
        if (before.isPresent() && !same && isRegistered(next.location())) {
            throw new LocationExistsException(next);
        }
        return before.map(old -> connected()
                .apply(
                        same
                                ? Mutation.added(List.of())
                                : new Mutation.Delta(
                                        List.of(LocationEntities.of(next.location())),
                                        Set.of(LocationEntities.refOf(old.location())))));
    }

    @Override
    public List<RegisteredLocation> list() {
        return facts.given(NAME).stream()
                .map(given -> new RegisteredLocation(id(given.location()), given.location()))
                .toList();
    }

    @Override
    public Optional<RegisteredLocation> find(String id) {
        return list().stream().filter(location -> location.id().equals(id)).findFirst();
    }

    @Override
    public Optional<RegisteredLocation> findByEntity(EntityRef ref) {
        return facts.entity(ref)
                .flatMap(EntityFacts::held)
                .flatMap(EntityFacts.Claimed::origin)
                .filter(this::isRegistered)
                .map(origin -> new RegisteredLocation(id(origin), origin));
    }

    @Override
    public boolean remove(String id) {
        checkWritable();
        Optional<RegisteredLocation> found = find(id);
        found.ifPresent(gone -> connected()
                .apply(Mutation.removed(List.of(LocationEntities.refOf(gone.location()))))
                .await());
        return found.isPresent();
    }

    private EntityProviderConnection connected() {
        EntityProviderConnection toCatalog = connection;
        if (toCatalog == null) {
            throw new CatalogException("The catalog is not built yet");
        }
        return toCatalog;
    }

    private void checkWritable() {
        if (allowed.readOnly()) {
            throw new CatalogException("The catalog is read-only (catalog.readonly); a dry run is possible");
        }
    }

    private RegisteredLocation registered(String text) {
        LocationRef location = allowed.base().absolute(LocationRef.parse(text));
        if (!allowed.types().contains(location.type())) {
            throw new IllegalArgumentException("Only locations of type "
                    + String.join(", ", new TreeSet<>(allowed.types())) + " can be registered, not \"" + text
                    + "\"; others are configured under catalog.locations");
        }
        if (location.type().equals("url") && !SourceLoader.isRemote(location.target())) {
            throw new IllegalArgumentException("\"" + text + "\" is no web address, e.g. url:https://host/path");
        }
        return new RegisteredLocation(id(location), location);
    }

    private static String id(LocationRef location) {
        return UUID.nameUUIDFromBytes(location.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
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
        List<StitchedEntity> shown = reached.stream()
                .flatMap(ref -> from.entity(ref).stream())
                .flatMap(known -> known.visible().stream())
                .toList();
        return new Registration(registered, existed, List.copyOf(reached), findings, shown);
    }
}
