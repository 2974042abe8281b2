package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Copies all that one store of a catalog holds into another: {@code StoreTransfer.copy(from, to)}. Both may be any {@link CatalogStore}, in memory, on
 * SQLite or on PostgreSQL. A page of entities is held at a time. For one thread.
 *
 * <p>The target is told what the source was told, and its work is answered with what came of that in the source: nothing is read or processed again. Then
 * both are compared, and what is different is told again, until nothing is. The source may be at work meanwhile. No catalog may be open on the target.
 *
 * <p>A transfer that was broken off anywhere goes on when it is called again: the target knows that it is a copy under way. It holds a place in the
 * target for that, the provider {@value #PROVIDER}, which goes when a catalog opens the target.
 *
 * <p>If the source keeps a history, that comes last, by {@link #finish()}: every change with its version and time, and what can be undone. What was visible at its oldest version
 * is held in memory then. It is kept whole until a catalog opens the target and says for how long.
 *
 * <p>Not copied: the numbers of the change feed, if the source keeps no history, so whoever follows the target begins with its snapshot; since when something is an
 * orphan, or its removal held back, which is from then on; when sources were last read. Work that was open in the source is open in the target.
 */
public final class StoreTransfer {
    /** The name of the provider by which a target knows that it is a copy under way. */
    public static final String PROVIDER = "portal-transfer";

    static final Duration LEASE = Duration.ofSeconds(10);

    private static final String KEY = "copy";
    private static final int MOST_ROUNDS = 100;

    private final CatalogStore source;
    private final CatalogStore target;
    private final StoreContents from;
    private final StoreContents to;
    private final Consumer<TransferProgress> progress;

    private StoreTransfer(CatalogStore source, CatalogStore target, Consumer<TransferProgress> progress) {
        this.source = source;
        this.target = target;
        this.from = source.facts().contents();
        this.to = target.facts().contents();
        this.progress = progress;
    }

    /**
     * A transfer that is not begun.
     *
     * @throws IllegalArgumentException if both are the same object
     */
    public static StoreTransfer of(CatalogStore from, CatalogStore to) {
        if (Objects.requireNonNull(from).equals(Objects.requireNonNull(to))) {
            throw new IllegalArgumentException("A store cannot be copied to itself");
        }
        return new StoreTransfer(from, to, ignored -> {});
    }

    /** The same, telling how far it is; by the thread that copies, often. */
    public StoreTransfer onProgress(Consumer<TransferProgress> listener) {
        return new StoreTransfer(source, target, Objects.requireNonNull(listener));
    }

    /**
     * Copies everything and proves it.
     *
     * @throws CatalogException if the target holds something else, or the source does not stand still long enough to be compared
     */
    public static TransferReport copy(CatalogStore from, CatalogStore to) {
        return of(from, to).finish();
    }

    /** Looks at two stores and changes neither. If one is at work, so are the differences. */
    public static StoreComparison compare(CatalogStore from, CatalogStore to) {
        return new Comparing(from, to, ignored -> {}).everything().result();
    }

    /**
     * Brings the target up to date, and leaves it a copy under way: for a source that stays at work, until its nodes are stopped and
     * {@link #finish()} has little left to do.
     *
     * @throws CatalogException as {@link #copy}
     */
    public TransferReport follow() {
        if (!isBegun()) {
            requireEmpty();
        }
        begin();
        return rounds();
    }

    /**
     * Brings the target up to date, and ends the transfer: the target is a store like any other. One that is already is left as it is.
     *
     * @throws CatalogException as {@link #copy}
     */
    public TransferReport finish() {
        if (!isBegun() && !isEmpty()) {
            return ended();
        }
        begin();
        rounds();
        Tasks.copy(from.tasks(), target);
        target.open(new StoreSetup(from.overview().providers(), false, processing(), LEASE));
        TransferReport report = rounds();
        makeDue();
        long changes = new HistoryCopy(source, target).copy();
        target.providerState().find(PROVIDER, KEY).ifPresent(entry -> target.providerState()
                .remove(PROVIDER, KEY, entry.generation()));
        return new TransferReport(report.content(), report.version(), report.rounds(), changes);
    }

    private TransferReport ended() {
        long version = source.feed().version();
        StoreComparison comparison = compare(source, target);
        if (!comparison.isSame()) {
            throw notEmpty();
        }
        return new TransferReport(comparison.to(), version, 1, 0);
    }

    // Whose the target is

    private boolean isBegun() {
        return target.providerState().find(PROVIDER, KEY).isPresent();
    }

    private boolean isEmpty() {
        return target.feed().version() == 0
                && to.refs().isEmpty()
                && to.locations().isEmpty();
    }

    private void requireEmpty() {
        if (!isEmpty()) {
            throw notEmpty();
        }
    }

    private CatalogException notEmpty() {
        return new CatalogException("The target holds " + to.refs().size() + " entities and "
                + to.locations().size() + " sources, and is no copy of this source that was begun: nothing was changed."
                + " Copy to an empty store, or drop the target's tables first");
    }

    private void begin() {
        if (source.providerState().find(PROVIDER, KEY).isPresent()) {
            throw new CatalogException("The source is a copy under way itself: finish that first");
        }
        List<String> providers = new ArrayList<>(allOf(from.overview()));
        providers.add(PROVIDER);
        target.open(new StoreSetup(providers, false, processing(), LEASE));
        if (!isBegun()) {
            target.providerState().replace(PROVIDER, KEY, "under way", 0);
        }
    }

    private String processing() {
        return from.overview().processing().orElse("");
    }

    static List<String> allOf(StoreContents.Overview overview) {
        return Stream.concat(overview.providers().stream(), overview.former().stream())
                .filter(name -> !name.equals(PROVIDER))
                .toList();
    }

    // Rounds

    private TransferReport rounds() {
        WorkAnswers answers = new WorkAnswers(from, target, progress);
        OrphanCopy orphans = new OrphanCopy(target, answers);
        HolderCopy holders = new HolderCopy(from, target);
        orphans.clear();
        Comparing last = null;
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            long version = source.feed().version();
            copyBuckets(BucketCopy::copy);
            answers.answerAll();
            copyBuckets(BucketCopy::copyHeld);
            if (last != null && last.sources().isEmpty() && last.entities().isEmpty()) {
                copyBuckets(BucketCopy::copySweep);
            }
            copyBuckets(BucketCopy::copyState);
            answers.answerAll();
            List<String> before = last == null ? List.of() : last.differences();
            last = new Comparing(source, target, progress).everything();
            if (last.isSame() && version == source.feed().version()) {
                return new TransferReport(last.result().to(), version, round, 0);
            }
            tellAgain(last, holders.copy(last.entities()), orphans, before.equals(last.differences()));
            answers.answerAll();
        }
        throw new CatalogException("After " + MOST_ROUNDS + " rounds the stores still differ: the source changes faster"
                + " than it can be copied. Stop its nodes and call this again. Different are "
                + Objects.requireNonNull(last).differences());
    }

    /** Something that is done for each provider. */
    private interface Part {
        void of(BucketCopy bucket);
    }

    private void copyBuckets(Part part) {
        List<String> known = allOf(from.overview());
        for (int i = 0; i < known.size(); i++) {
            String provider = known.get(i);
            from.bucket(provider)
                    .filter(bucket -> to.bucket(provider).isPresent())
                    .ifPresent(bucket -> part.of(new BucketCopy(provider, bucket, from, target)));
            progress.accept(new TransferProgress(TransferProgress.Step.PROVIDERS, i + 1, known.size()));
        }
        Set<String> here = Set.copyOf(allOf(to.overview()));
        if (!here.containsAll(known)) {
            begin(); // the source has been opened with others
        }
    }

    /**
     * What leads to what is different.
     *
     * @param held entities that now are held by whom the source says; what leads to them would have that decided anew
     * @param stuck whether nothing came of that the last time
     */
    private void tellAgain(Comparing last, Set<EntityRef> held, OrphanCopy orphans, boolean stuck) {
        if (!last.sources().isEmpty()) {
            target.refresh(Refresh.of(last.sources()));
        }
        List<Accepted> lost = new ArrayList<>();
        List<EntityRef> different =
                last.entities().stream().filter(ref -> !held.contains(ref)).toList();
        for (int done = 0; done < different.size(); done += Comparing.PAGE) {
            List<EntityRef> page = different.subList(done, Math.min(done + Comparing.PAGE, different.size()));
            var known = from.entities(page);
            var copied = to.entities(page);
            for (EntityRef ref : page) {
                StoreContents.Known here = copied.get(ref);
                StoreContents.Known there = known.get(ref);
                if (there != null && there.orphanSince().isPresent()) {
                    there.accepted().ifPresent(lost::add);
                } else if (here != null && here.held().isPresent()) {
                    target.refresh(Refresh.leadingTo(ref));
                } else if (here != null && there == null) {
                    target.remove(ref);
                }
            }
        }
        boolean orphansOnly = last.sources().isEmpty() && lost.size() == different.size();
        for (int done = 0; (orphansOnly || stuck) && done < lost.size(); done += Comparing.PAGE) {
            orphans.copy(lost.subList(done, Math.min(done + Comparing.PAGE, lost.size())));
        }
    }

    /** What was to be done in the source is to be done in the target. */
    private void makeDue() {
        List<LocationRef> due = new ArrayList<>();
        List<LocationRef> locations = from.locations();
        for (int done = 0; done < locations.size(); done += Comparing.PAGE) {
            from.sources(locations.subList(done, Math.min(done + Comparing.PAGE, locations.size())))
                    .forEach((location, read) -> {
                        if (read.due() || read.content().isEmpty()) {
                            due.add(location);
                        }
                    });
        }
        if (!due.isEmpty()) {
            target.refresh(Refresh.of(due));
        }
        source.facts()
                .pending(Optional.empty(), Integer.MAX_VALUE)
                .forEach(ref -> target.refresh(Refresh.leadingTo(ref)));
    }
}
