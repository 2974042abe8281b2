package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.model.Diagnostic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: claim, work, commit; claim, stitch, publish; until nothing is left. Knows nothing of threads but its workers; one caller at a time.
 *
 * <p>Work goes before stitching, so that conflicts between what is read in one go are decided by rank and not by chance.
 */
final class CatalogEngine {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogEngine.class);
    private static final int LARGEST_BATCH = 2000;
    private static final int FIRST_BATCH = 250;

    /** What share of its lease a batch may take. */
    private static final int SHARE = 4;

    private final CatalogStore store;
    private final QueryIndex index;
    private final SourceLoader loader;
    private final Emissions emissions;
    private final Pipeline pipeline;
    private final Workers workers;
    private final CatalogParts parts;
    private final Clock clock;
    private final long lease;
    private int batch = FIRST_BATCH;

    /** @param lease how long the store waits for an answer */
    CatalogEngine(
            CatalogStore store, QueryIndex index, CatalogParts parts, Workers workers, Clock clock, Duration lease) {
        this.store = store;
        this.index = index;
        this.emissions = new Emissions(parts.allowRules());
        this.loader = new SourceLoader(parts.urlReader(), parts.validator(), workers);
        this.pipeline = new Pipeline(parts, emissions);
        this.workers = workers;
        this.parts = parts;
        this.clock = clock;
        this.lease = lease.toNanos();
    }

    /** Works until nothing is left to do, or others have what is left; then all that is visible can be asked for. */
    void drain() {
        while (work() || stitch() || deleteOrphans()) {
            // each step may give the others more to do
        }
        index.catchUp();
    }

    private boolean work() {
        List<Claim> claims = store.claimDue(batch);
        if (!claims.isEmpty()) {
            long start = System.nanoTime();
            store.commit(workers.map(claims, this::work));
            pace(claims.size(), System.nanoTime() - start);
        }
        return !claims.isEmpty();
    }

    /** What takes longer than its lease is done by all nodes and taken from none: the slower the work, the less is claimed at a time. */
    private void pace(int claimed, long took) {
        long room = lease / SHARE;
        if (took > room) {
            batch = (int) Math.max(1, (double) claimed * room / took);
        } else if (took < room / 2) {
            batch = Math.min(LARGEST_BATCH, batch * 2);
        }
    }

    private Outcome work(Claim claim) {
        long start = System.nanoTime();
        if (claim instanceof Claim.OfSource read) {
            Outcome outcome = read(read);
            tell(new CatalogEvent.SourceRead(read.source(), outcomeOf(outcome), since(start)));
            return outcome;
        }
        Claim.OfEntity process = (Claim.OfEntity) claim;
        Outcome outcome = process(process);
        if (outcome instanceof Outcome.Processed done) {
            tell(new CatalogEvent.EntityProcessed(process.ref(), done.accepted().isPresent(), since(start)));
        }
        return outcome;
    }

    private Outcome read(Claim.OfSource claim) {
        SourceContent content = loader.load(claim);
        boolean same =
                !claim.readersChanged() && claim.known().filter(content::sameAs).isPresent();
        return same
                ? new Outcome.Unchanged(claim)
                : new Outcome.SourceRead(claim, content, emissions.of(claim.readers(), content));
    }

    /** What must not happen must not stop the loop either, or the claim would be lost. */
    private Outcome process(Claim.OfEntity claim) {
        try {
            return pipeline.process(claim);
        } catch (RuntimeException | Error e) {
            LOG.error("Processing {} failed", claim.ref(), e);
            Diagnostic finding = Diagnostic.error("internal", "Processing failed: " + e)
                    .at(claim.offered().descriptor(), "")
                    .build();
            return new Outcome.Processed(claim, Optional.empty(), List.of(finding), List.of());
        }
    }

    private boolean stitch() {
        List<StitchClaim> claims = store.claimStitchable(LARGEST_BATCH);
        if (!claims.isEmpty()) {
            long before = store.feed().version();
            store.publish(workers.map(claims, Stitcher::stitch));
            index.catchUp();
            long after = store.feed().version();
            tell(new CatalogEvent.Published((int) (after - before), after));
        }
        return !claims.isEmpty();
    }

    /** Not before others are done: what they have in hand may give an orphan again. */
    private boolean deleteOrphans() {
        return parts.orphans()
                .grace()
                .filter(grace -> store.backlog().isEmpty())
                .filter(grace -> store.deleteOrphans(clock.instant().minus(grace)) > 0)
                .isPresent();
    }

    private void tell(CatalogEvent event) {
        try {
            parts.listener().on(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("A catalog listener failed on {}", event, e);
        }
    }

    private static CatalogEvent.ReadOutcome outcomeOf(Outcome outcome) {
        if (!(outcome instanceof Outcome.SourceRead read)) {
            return CatalogEvent.ReadOutcome.UNCHANGED;
        }
        boolean failed = !read.content().failures().isEmpty()
                || read.content().files().stream()
                        .anyMatch(file -> file.version().isEmpty());
        return failed ? CatalogEvent.ReadOutcome.FAILED : CatalogEvent.ReadOutcome.CHANGED;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
