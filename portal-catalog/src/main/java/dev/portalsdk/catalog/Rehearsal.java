package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Validated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does what the catalog would do, and stores nothing of it. */
final class Rehearsal {
    private final CatalogSettings settings;
    private final CatalogParts parts;
    private final Emissions emissions;
    private final Pipeline pipeline;
    private final SourceLoader loader;

    Rehearsal(CatalogSettings settings) {
        this.settings = settings;
        this.parts = settings.parts();
        this.emissions = new Emissions(parts.allowRules());
        this.pipeline = new Pipeline(parts, emissions);
        this.loader = new SourceLoader(
                parts.urlReader(), parts.validator(), settings.resources().workers());
    }

    /** Loads a registered location, with all that it leads to, into a catalog of its own. */
    CatalogFacts load(LocationRef location) {
        CatalogStore scratch = new InMemoryCatalogStore(settings.resources().clock());
        scratch.open(new StoreSetup(
                List.of(LocationRegistry.NAME), false, "", settings.resources().lease()));
        scratch.apply(LocationRegistry.NAME, Mutation.full(List.of(LocationEntities.of(location))), RemovalGuard.off());
        InMemoryIndex index = new InMemoryIndex(scratch.feed());
        Signal progress = new Signal();
        CatalogEngine engine = new CatalogEngine(scratch, index, parts.silent(), settings.resources(), progress::raise);
        try (CatalogDriver driver = new CatalogDriver(scratch, engine, progress)) {
            driver.settle();
        }
        return scratch.facts();
    }

    /** Processes a descriptor as if it stood at a location; reads what it names as a Location, but not what that leads to. */
    Validated<Entity> validate(EntityDescriptor descriptor, LocationRef location) {
        if (descriptor.ref().isEmpty()) {
            return parts.validator().validate(descriptor);
        }
        ProvidedEntity offered = new ProvidedEntity(descriptor, location);
        Pipeline.Result result = pipeline.process(offered, location, Pipeline.Steps.untold());
        List<Diagnostic> findings = new ArrayList<>(result.findings());
        result.accepted().ifPresent(accepted -> {
            findings.addAll(accepted.children().findings());
            settings.resources()
                    .workers()
                    .map(accepted.wants(), want -> read(want, offered.ref(), location))
                    .forEach(findings::addAll);
        });
        return new Validated<>(result.accepted().map(Accepted::entity), findings);
    }

    private List<Diagnostic> read(Want want, EntityRef reader, LocationRef origin) {
        Giver giver = new Giver.Parent(reader);
        List<Claim.Reader> readers = List.of(new Claim.Reader(giver, origin, want));
        SourceContent content = loader.load(new Claim.OfSource(want.source(), 0, readers, Optional.empty(), true));
        return emissions.of(readers, content).values().stream()
                .flatMap(emission -> emission.findings().stream())
                .toList();
    }
}
