package dev.portalsdk.catalog.store.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine may rely on: nothing that was superseded counts, and nothing is lost. */
class InMemoryCatalogStoreTest {
    private static final Giver.Bucket BUCKET = new Giver.Bucket("bucket");
    private static final LocationRef SOURCE = LocationRef.parse("url:https://git.test/a.yaml");

    private final InMemoryCatalogStore store = new InMemoryCatalogStore(TestClock.create());

    @BeforeEach
    void open() {
        store.open(new StoreSetup(List.of("bucket", "other"), true, "", Duration.ofMinutes(1)));
    }

    private void apply(Giver.Bucket bucket, Mutation mutation) {
        store.apply(bucket.provider(), mutation, RemovalGuard.off());
    }

    @Test
    void aResultForAnOlderVersionIsSupersededAndTheNewerOneStaysDue() {
        apply(BUCKET, Mutation.added(List.of(component("one", "a"))));
        Claim.OfEntity first = (Claim.OfEntity) store.claimDue(10).get(0);
        apply(BUCKET, Mutation.added(List.of(component("one", "b"))));
        assertEquals(List.of(CommitResult.SUPERSEDED), store.commit(List.of(accepted(first))));
        Claim.OfEntity second = (Claim.OfEntity) store.claimDue(10).get(0);
        assertEquals(Optional.of("b"), second.offered().descriptor().spec().string("owner"));
        assertEquals(List.of(CommitResult.APPLIED), store.commit(List.of(accepted(second))));
    }

    @Test
    void aResultForAnEntityThatIsGoneIsSuperseded() {
        apply(BUCKET, Mutation.added(List.of(component("one", "a"))));
        Claim.OfEntity claim = (Claim.OfEntity) store.claimDue(10).get(0);
        apply(BUCKET, Mutation.removed(List.of(EntityRef.parse("component:default/one"))));
        assertEquals(List.of(CommitResult.SUPERSEDED), store.commit(List.of(accepted(claim))));
        assertEquals(List.of(), store.claimDue(10));
        assertEquals(List.of(), store.claimStitchable(10));
    }

    @Test
    void aReaderThatComesWhileASourceIsReadIsToldToo() {
        apply(BUCKET, Mutation.sources(List.of(SOURCE)));
        Claim.OfSource claim = (Claim.OfSource) store.claimDue(10).get(0);
        Giver.Bucket other = new Giver.Bucket("other");
        apply(other, Mutation.sources(List.of(SOURCE)));
        SourceContent content = new SourceContent(Optional.empty(), List.of(), List.of(), false);
        Outcome outcome = new Outcome.SourceRead(claim, content, Map.of(BUCKET, Emission.nothing()));
        assertEquals(List.of(CommitResult.SUPERSEDED), store.commit(List.of(outcome)));
        Claim.OfSource again = (Claim.OfSource) store.claimDue(10).get(0);
        assertEquals(
                List.of(BUCKET, other),
                again.readers().stream().map(Claim.Reader::giver).toList());
    }

    @Test
    void aStitchedVersionThatWasOvertakenIsNotPublished() {
        apply(BUCKET, Mutation.added(List.of(component("one", "a"))));
        store.commit(store.claimDue(10).stream()
                .map(claim -> accepted((Claim.OfEntity) claim))
                .toList());
        StitchClaim first = store.claimStitchable(10).get(0);
        apply(BUCKET, Mutation.added(List.of(component("one", "b"))));
        store.commit(store.claimDue(10).stream()
                .map(claim -> accepted((Claim.OfEntity) claim))
                .toList());
        assertEquals(List.of(CommitResult.SUPERSEDED), store.publish(List.of(new Stitched(first, Optional.empty()))));
        assertEquals(1, store.claimStitchable(10).size());
    }

    @Test
    void theFeedSaysWhenItDoesNotReachBack() {
        InMemoryFeed feed = new InMemoryFeed(this, new ClaimGraph(), 3);
        for (int i = 0; i < 5; i++) {
            feed.append(
                    TestClock.START,
                    FeedEntry.of(java.util.Optional.empty(), java.util.Optional.of(visible("c" + i)))
                            .orElseThrow());
        }
        assertEquals(
                List.of(3L, 4L, 5L),
                feed.after(2, 10).stream().map(Change::version).toList());
        assertEquals(List.of(), feed.after(5, 10));
        assertThrows(CatalogException.class, () -> feed.after(1, 10));
    }

    private static StitchedEntity visible(String name) {
        ProvidedEntity offered = component(name, "a");
        Entity entity = EntityValidator.of(Kinds.standard())
                .validate(offered.descriptor())
                .orThrow();
        return new StitchedEntity(
                entity,
                entity.toValue(),
                entity.relations(),
                List.of(),
                new StitchedEntity.Provenance(offered.location(), offered.location(), false),
                Optional.empty());
    }

    private static Outcome accepted(Claim.OfEntity claim) {
        Entity entity = EntityValidator.of(Kinds.standard())
                .validate(claim.offered().descriptor())
                .orThrow();
        Accepted accepted = new Accepted(
                entity, claim.offered().location(), claim.origin(), entity.relations(), Emission.nothing(), List.of());
        return new Outcome.Processed(claim, Optional.of(accepted), List.of(), List.of());
    }

    private static ProvidedEntity component(String name, String owner) {
        Value document = Value.parseJson(
                "{\"apiVersion\": \"backstage.io/v1alpha1\", \"kind\": \"Component\", \"metadata\": {\"name\": \""
                        + name + "\"}, \"spec\": {\"type\": \"service\", \"lifecycle\": \"production\", \"owner\": \""
                        + owner + "\"}}");
        return ProvidedEntity.of(EntityDescriptor.of(document.asObj().orElseThrow()));
    }
}
