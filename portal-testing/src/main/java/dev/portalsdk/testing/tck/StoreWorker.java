package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.kind.LocationSpec;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine that can be stopped between any two steps: reads files from a map, validates, stitches. What it makes of an entity is as plain as can be;
 * the tests are about what the store makes of that.
 */
final class StoreWorker {
    private static final int BATCH = 100;
    private static final DescriptorReader READER = DescriptorReader.create();
    private static final EntityValidator VALIDATOR = EntityValidator.of(Kinds.standard());

    private final CatalogStore store;
    private final Map<LocationRef, String> files = new HashMap<>();
    private final Map<LocationRef, String> broken = new HashMap<>();

    StoreWorker(CatalogStore store) {
        this.store = store;
    }

    StoreWorker write(String name, String... documents) {
        files.put(Documents.file(name), Documents.together(documents));
        broken.remove(Documents.file(name));
        return this;
    }

    /** Makes reads of a file fail. */
    StoreWorker fail(String name, String reason) {
        broken.put(Documents.file(name), reason);
        return this;
    }

    /** Works until there is nothing to do, or others have what there is. */
    void drain() {
        boolean worked = true;
        while (worked) {
            List<Claim> claims = store.claimDue(BATCH);
            List<StitchClaim> stitchable = claims.isEmpty() ? store.claimStitchable(BATCH) : List.of();
            worked = !claims.isEmpty() || !stitchable.isEmpty();
            store.commit(claims.stream().map(this::outcome).toList());
            store.publish(stitchable.stream().map(StoreWorker::stitched).toList());
        }
    }

    /** Answers one piece of work. */
    CommitResult commit(Claim claim) {
        return store.commit(List.of(outcome(claim))).get(0);
    }

    static CommitResult publish(CatalogStore to, StitchClaim claim) {
        return to.publish(List.of(stitched(claim))).get(0);
    }

    Outcome outcome(Claim claim) {
        return claim instanceof Claim.OfSource source ? read(source) : process((Claim.OfEntity) claim);
    }

    private Outcome read(Claim.OfSource claim) {
        String text = files.getOrDefault(claim.source(), "");
        String failure = broken.get(claim.source());
        if (failure != null) {
            List<SourceContent.File> last =
                    claim.known().map(SourceContent::files).orElse(List.of());
            Diagnostic finding = Diagnostic.error("unreadable", failure).build();
            return told(claim, new SourceContent(Optional.empty(), last, List.of(finding), false));
        }
        List<EntityDescriptor> documents =
                READER.read(claim.source().target(), text).value().orElse(List.of());
        SourceContent.File file = new SourceContent.File(claim.source(), text, documents, List.of());
        SourceContent content = new SourceContent(Optional.empty(), List.of(file), List.of(), false);
        boolean same = claim.known().filter(content::sameAs).isPresent() && !claim.readersChanged();
        return same ? new Outcome.Unchanged(claim) : told(claim, content);
    }

    private static Outcome told(Claim.OfSource claim, SourceContent content) {
        List<ProvidedEntity> entities = new ArrayList<>();
        content.files().forEach(file -> file.documents()
                .forEach(document -> entities.add(new ProvidedEntity(document, file.location()))));
        Map<Giver, Emission> emissions = new HashMap<>();
        claim.readers().forEach(reader -> emissions.put(reader.giver(), new Emission(entities, content.failures())));
        return new Outcome.SourceRead(claim, content, emissions);
    }

    private static Outcome process(Claim.OfEntity claim) {
        Validated<Entity> validated = VALIDATOR.validate(claim.offered().descriptor());
        Optional<Accepted> accepted = validated
                .value()
                .filter(entity -> !validated.hasErrors())
                .map(entity -> new Accepted(
                        entity,
                        claim.offered().location(),
                        claim.origin(),
                        entity.relations(),
                        Emission.nothing(),
                        wants(entity, claim.offered().descriptor())));
        return new Outcome.Processed(claim, accepted, validated.findings(), List.of());
    }

    private static List<Want> wants(Entity entity, EntityDescriptor descriptor) {
        List<String> targets =
                entity.as(Kinds.LOCATION).map(LocationSpec::allTargets).orElse(List.of());
        return targets.stream()
                .map(target ->
                        new Want(Documents.file(target.replace("./", "")), false, descriptor.location("/spec/targets")))
                .toList();
    }

    static Stitched stitched(StitchClaim claim) {
        return new Stitched(claim, claim.accepted().map(accepted -> shown(claim, accepted)));
    }

    private static StitchedEntity shown(StitchClaim claim, Accepted accepted) {
        Value.Obj document = accepted.entity().toValue();
        return new StitchedEntity(
                accepted.entity(),
                document,
                accepted.relations(),
                claim.errors(),
                new StitchedEntity.Provenance(accepted.location(), accepted.origin(), claim.orphan()),
                Optional.empty());
    }
}
