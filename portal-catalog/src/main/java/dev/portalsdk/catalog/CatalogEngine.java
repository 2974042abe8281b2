package dev.portalsdk.catalog;

import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: claim, work, commit; claim, stitch, publish; until nothing is left that can be done now. Knows nothing of threads but its workers; one
 * caller at a time.
 *
 * <p>Work goes before stitching, so that conflicts between what is read in one go are decided by rank and not by chance. What waits for other machines
 * is begun, and ends by itself; what follows from the same change waits for it a while.
 */
final class CatalogEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogEngine.class);
    private static final int LARGEST_BATCH = 2000;
    private static final int FIRST_BATCH = 250;

    /** How long what follows from a change waits for what else does. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);

    /** What share of its lease a batch may take. */
    private static final int SHARE = 4;

    private final CatalogStore store;
    private final QueryIndex index;
    private final SourceLoader loader;
    private final Emissions emissions;
    private final Pipeline pipeline;
    private final LocationDepth depth;
    private final Workers workers;
    private final RemoteWork remote;
    private final CatalogParts parts;
    private final Clock clock;
    private final long lease;
    private int batch = FIRST_BATCH;

    /** What is being made visible of the last batch. */
    private Workers.Begun shown = Workers.NOTHING;

    /** Since when something could be shown, but for others that it may depend on. */
    private OptionalLong withheldSince = OptionalLong.empty();

    /** @param progress is called when something has ended that was begun beside the loop */
    CatalogEngine(CatalogStore store, QueryIndex index, CatalogParts parts, Resources resources, Runnable progress) {
        this.store = store;
        this.index = index;
        this.emissions = new Emissions(parts.allowRules());
        this.loader = new SourceLoader(parts.urlReader(), parts.validator(), resources.workers());
        this.pipeline = new Pipeline(parts, emissions);
        this.depth = new LocationDepth(store.facts());
        this.workers = resources.workers();
        this.remote = resources.remoteWork(store, this::waitFor, progress);
        this.parts = parts;
        this.clock = resources.clock();
        this.lease = resources.lease().toNanos();
    }

    /**
     * Works until nothing is left that can be done now; then all that is visible can be asked for.
     *
     * @param together whether nothing becomes visible before all is read, so that the same sources always give the same catalog
     */
    void drain(boolean together) {
        while (work() || (!(together && remote.isBusy()) && (stitch(false) || beIdle(together)))) {
            // each step may give the others more to do
        }
        awaitShown();
        index.catchUp();
    }

    /** What others are waited for is given back. */
    @Override
    public void close() {
        remote.close();
    }

    /** Makes visible to this node what others have published. */
    void catchUp() {
        index.catchUp();
    }

    /** Whether the calling thread does a piece of work: it must not wait for others to be done. */
    boolean isWorkingHere() {
        return workers.areWorkingHere();
    }

    /** Whether orphans go as soon as nothing else is left to do. */
    boolean deletesOrphansAtOnce() {
        return parts.orphans().grace().filter(Duration::isZero).isPresent();
    }

    private boolean work() {
        long asked = System.nanoTime();
        List<Claim> claims = store.claimDue(batch, remote.isUsed() ? remote.free() : batch);
        List<Claim> here = new ArrayList<>(claims.size());
        for (Claim claim : claims) {
            if (remote.isUsed() && waitsForOthers(claim)) {
                remote.begin(claim, asked);
            } else {
                here.add(claim);
            }
        }
        if (!here.isEmpty()) {
            long start = System.nanoTime();
            commit(here, workers.map(here, claim -> work(claim, !remote.isUsed())), asked);
            pace(here.size(), System.nanoTime() - start);
        }
        return !claims.isEmpty();
    }

    private static boolean waitsForOthers(Claim claim) {
        return claim instanceof Claim.OfSource read
                ? isUrl(read.source())
                : ((Claim.OfEntity) claim).reads().stream().anyMatch(read -> isUrl(read.location()));
    }

    private static boolean isUrl(LocationRef location) {
        return location.type().equals("url");
    }

    /** What turned out to need other machines is begun anew where it may wait for them. */
    private void commit(List<Claim> claims, List<Optional<Outcome>> outcomes, long asked) {
        store.commit(outcomes.stream().flatMap(Optional::stream).toList());
        for (int i = 0; i < claims.size(); i++) {
            if (outcomes.get(i).isEmpty()) {
                remote.begin(claims.get(i), asked);
            }
        }
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

    private Outcome waitFor(Claim claim) {
        return workers.doHere(() -> work(claim, true).orElseThrow());
    }

    /** @return empty if that needs to wait for other machines, and may not */
    private Optional<Outcome> work(Claim claim, boolean mayWait) {
        long start = System.nanoTime();
        if (claim instanceof Claim.OfSource read) {
            Outcome outcome = read(read);
            tell(new CatalogEvent.SourceRead(read.source(), outcomeOf(outcome), since(start)));
            return Optional.of(outcome);
        }
        Claim.OfEntity process = (Claim.OfEntity) claim;
        Optional<Outcome> outcome = process(process, mayWait);
        if (outcome.orElse(null) instanceof Outcome.Processed done) {
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
    private Optional<Outcome> process(Claim.OfEntity claim, boolean mayWait) {
        try {
            return pipeline.process(claim, mayWait).map(depth::limit);
        } catch (RuntimeException | Error e) {
            LOG.error("Processing {} failed", claim.ref(), e);
            Diagnostic finding = Diagnostic.error("internal", "Processing failed: " + e)
                    .at(claim.offered().descriptor(), "")
                    .build();
            return Optional.of(new Outcome.Processed(claim, Optional.empty(), List.of(finding), List.of()));
        }
    }

    /** Looks once what is left, where nothing can be done at once. */
    private boolean beIdle(boolean together) {
        CatalogStore.Backlog left = store.backlog();
        return (!together && patienceIsOver(left) && stitch(true)) || deleteOrphans(left);
    }

    /** @param early also what waits for others */
    private boolean stitch(boolean early) {
        List<StitchClaim> claims = store.claimStitchable(LARGEST_BATCH, early);
        if (!claims.isEmpty()) {
            long before = store.feed().version();
            store.publish(workers.map(claims, Stitcher::stitch));
            long after = store.feed().version();
            show(new CatalogEvent.Published((int) (after - before), after), claims.size() == LARGEST_BATCH);
        }
        return !claims.isEmpty();
    }

    /**
     * Makes visible to this node what was published.
     *
     * @param moreFollows whether that may go on while the next batch is made
     */
    private void show(CatalogEvent.Published published, boolean moreFollows) {
        Runnable show = () -> {
            index.catchUp();
            tell(published);
        };
        awaitShown();
        if (moreFollows) {
            shown = workers.begin(show);
        } else {
            show.run();
        }
    }

    private void awaitShown() {
        Workers.Begun last = shown;
        shown = Workers.NOTHING;
        last.await();
    }

    /** What waits for slow machines is shown after a while as it is then. */
    private boolean patienceIsOver(CatalogStore.Backlog left) {
        long now = System.nanoTime();
        if (left.stitchable() == 0) {
            withheldSince = OptionalLong.empty();
        } else if (withheldSince.isEmpty()) {
            withheldSince = OptionalLong.of(now);
        } else if (now - withheldSince.getAsLong() >= PATIENCE) {
            withheldSince = OptionalLong.of(now);
            return true;
        }
        return false;
    }

    /** Not before others are done: what they have in hand may give an orphan again. */
    private boolean deleteOrphans(CatalogStore.Backlog left) {
        return parts.orphans()
                .grace()
                .filter(grace -> left.isEmpty())
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
