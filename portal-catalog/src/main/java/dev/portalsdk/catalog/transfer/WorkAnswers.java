package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the target's work: nothing is read or processed, the source knows what came of it. For one thread. */
final class WorkAnswers {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final SourceContent NEVER_READ = new SourceContent(Optional.empty(), List.of(), List.of(), false);

    private final StoreContents from;
    private final CatalogStore target;
    private final Consumer<TransferProgress> progress;
    private int done;

    /** What is answered instead of what the source knows, by ref. */
    final Map<EntityRef, StandIn> own = new HashMap<>();

    /**
     * An entity of the transfer itself.
     *
     * @param shown as what; empty if it is never seen
     */
    record StandIn(Accepted accepted, Optional<StitchedEntity> shown) {}

    WorkAnswers(StoreContents from, CatalogStore target, Consumer<TransferProgress> progress) {
        this.from = from;
        this.target = target;
        this.progress = progress;
    }

    /** Until nothing is left. What a transfer that died had in hand is waited for, as long as its lease lasts. */
    void answerAll() {
        Duration waited = Duration.ZERO;
        while (true) {
            if (answerSome()) {
                waited = Duration.ZERO;
            } else if (target.backlog().isEmpty()) {
                return;
            } else if (waited.compareTo(StoreTransfer.LEASE.multipliedBy(3)) > 0) {
                throw new CatalogException(
                        "Somebody else has work of the target in hand: no catalog may be open on it while it is copied to");
            } else {
                LockSupport.parkNanos(PAUSE.toNanos());
                waited = waited.plus(PAUSE);
            }
        }
    }

    private boolean answerSome() {
        List<Claim> claims = target.claimDue(Comparing.PAGE);
        if (!claims.isEmpty()) {
            target.commit(outcomes(claims));
            progress(claims.size());
            return true;
        }
        List<StitchClaim> stitchable = target.claimStitchable(Comparing.PAGE);
        if (!stitchable.isEmpty()) {
            target.publish(stitched(stitchable));
            progress(stitchable.size());
        }
        return !stitchable.isEmpty();
    }

    private void progress(int more) {
        done += more;
        progress.accept(new TransferProgress(TransferProgress.Step.WORK, done, 0));
    }

    private List<Outcome> outcomes(List<Claim> claims) {
        Set<LocationRef> locations = new HashSet<>();
        Set<EntityRef> refs = new HashSet<>();
        for (Claim claim : claims) {
            if (claim instanceof Claim.OfSource source) {
                locations.add(source.source());
            } else {
                refs.add(((Claim.OfEntity) claim).ref());
            }
        }
        Map<LocationRef, StoreContents.Read> sources = locations.isEmpty() ? Map.of() : from.sources(locations);
        Map<EntityRef, StoreContents.Known> entities = refs.isEmpty() ? Map.of() : from.entities(refs);
        List<Outcome> outcomes = new ArrayList<>();
        for (Claim claim : claims) {
            outcomes.add(
                    claim instanceof Claim.OfSource source
                            ? read(source, Optional.ofNullable(sources.get(source.source())))
                            : processed((Claim.OfEntity) claim, entities));
        }
        return outcomes;
    }

    private static Outcome read(Claim.OfSource claim, Optional<StoreContents.Read> known) {
        Map<Giver, Emission> emissions = new HashMap<>();
        known.ifPresent(read -> read.shares().forEach(share -> emissions.put(share.reader(), share.emission())));
        return new Outcome.SourceRead(
                claim, known.flatMap(ContentTexts::content).orElse(NEVER_READ), emissions);
    }

    private Outcome processed(Claim.OfEntity claim, Map<EntityRef, StoreContents.Known> entities) {
        Optional<Accepted> stand = Optional.ofNullable(own.get(claim.ref())).map(StandIn::accepted);
        StoreContents.Known known = entities.get(claim.ref());
        if (stand.isPresent() || known == null) {
            return new Outcome.Processed(claim, stand, List.of(), List.of());
        }
        return new Outcome.Processed(claim, known.accepted(), known.findings(), known.reads());
    }

    private List<Stitched> stitched(List<StitchClaim> claims) {
        Map<EntityRef, StoreContents.Known> entities =
                from.entities(claims.stream().map(StitchClaim::ref).toList());
        return claims.stream()
                .map(claim -> new Stitched(
                        claim,
                        claim.accepted().isPresent()
                                ? shown(claim.ref(), entities.get(claim.ref()))
                                : Optional.empty()))
                .toList();
    }

    private Optional<StitchedEntity> shown(EntityRef ref, StoreContents.@Nullable Known known) {
        StandIn stand = own.get(ref);
        return stand != null ? stand.shown() : Optional.ofNullable(known).flatMap(StoreContents.Known::visible);
    }
}
