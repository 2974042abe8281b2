package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a {@link CatalogStore} as rows, within one transaction: what {@link FactTransaction} decides over when they are not in memory. Rows name
 * one another by numbers, which are unique among all of them.
 *
 * <p>Questions are asked for many at once, and answered for those that there are, in order of the numbers unless said otherwise.
 */
public interface FactRows {

    /** The store's time, the same throughout the transaction. */
    Instant now();

    /** A number that no row ever had, greater than all that were drawn before. */
    long nextId();

    List<BucketRow> buckets();

    List<EntityRow> entities(Collection<EntityRef> refs);

    List<EntityRow> entitiesById(Collection<Long> ids);

    /** Those that read files of their own. */
    List<EntityRow> reading();

    /** Those that nothing live has given since this time or longer, the longest first. */
    List<EntityRow> orphans(Instant since);

    /** Those with findings, with conflicts, or that emit something with findings. */
    List<EntityRow> withFindings();

    List<ClaimRow> claimsTo(Collection<Long> entities);

    List<ClaimRow> claimsIn(Collection<Long> slots);

    List<SlotRow> slots(Collection<Long> ids);

    List<SlotRow> slotsOfBuckets(Collection<Long> buckets);

    List<SlotRow> slotsOfEntities(Collection<Long> entities);

    List<SlotRow> slotsReading(Collection<Long> sources);

    List<SourceRow> sources(Collection<LocationRef> locations);

    List<SourceRow> sourcesById(Collection<Long> ids);

    /** Those that may be patterns. */
    List<SourceRow> patterns();

    /** All, in the order in which they were first wanted. */
    List<SourceRow> allSources();

    Map<Long, SourceContent> contents(Collection<Long> sources);

    /** The files of sources with their documents, in their order. */
    List<FileRow> files(Collection<Long> sources);

    /** By the numbers of the documents. */
    Map<Long, EntityDescriptor> documents(Collection<DocumentRow> documents);

    /** What last accepted versions say, by the numbers of their bodies. */
    Map<Long, Entity> accepted(Collection<AcceptedRow> versions);

    Map<Long, StitchedEntity> visible(Collection<Long> entities);

    Set<SweptRow> swept(long bucket);

    /** Which claim to work counts, of what is handed out; others wait until this transaction is over. */
    Map<Long, Lease> leases(Work work, Collection<Long> items);

    /** What waits or is handed out. */
    Set<Long> open(Work work, Collection<Long> items);

    /** Whether what buckets lose is to be kept. */
    boolean keepsHistory();

    void addRemoval(
            String provider, Collection<EntityRef> refs, List<ProvidedEntity> given, Collection<LocationRef> sources);

    /** All sources, and all entities that read files of their own, are to be looked at again. */
    void readAll(long cause);

    void write(RowChanges changes);

    /** Appends to the change feed, which others cannot do until this transaction is over. */
    void append(List<Shown> changes);

    /** Kinds of work. */
    enum Work {
        /** Sources that are to be read. */
        READ(0),
        /** Entities that are to be processed. */
        PROCESS(1),
        /** Entities that are to be stitched. */
        STITCH(2);

        private final int code;

        Work(int code) {
            this.code = code;
        }

        /** How it is told in rows. */
        public int code() {
            return code;
        }
    }

    /** @param order among the providers; null if the store was not opened with it */
    record BucketRow(
            long id,
            String provider,
            @Nullable Integer order,
            int given,
            Optional<MutationResult.Held> held,
            Set<LocationRef> heldSources,
            Optional<String> sweep,
            List<String> ended) {}

    /**
     * One ref.
     *
     * @param rankOrder of the provider that it is live by; null if it is not
     * @param held the claim in use
     * @param given how many claims it makes
     * @param emits whether it has slots
     * @param conflict whether others claim it, too
     */
    record EntityRow(
            long id,
            EntityRef ref,
            @Nullable Integer rankOrder,
            @Nullable LocationRef rankOrigin,
            @Nullable Long held,
            @Nullable LocationRef heldOrigin,
            int given,
            boolean emits,
            @Nullable AcceptedRow accepted,
            List<Diagnostic> findings,
            boolean conflict,
            List<Outcome.Read> reads,
            @Nullable Instant orphanSince,
            @Nullable LocationRef visibleLocation) {}

    /**
     * The last accepted version.
     *
     * @param body the number of its document
     * @param version tells documents apart
     * @param relations as JSON; null for those that follow from its kind
     */
    record AcceptedRow(
            long body,
            String version,
            LocationRef location,
            LocationRef origin,
            @Nullable String relations) {}

    /** @param origin the registration, if a bucket makes it */
    record ClaimRow(
            long id,
            long entity,
            long slot,
            int position,
            LocationRef location,
            int documentIndex,
            long document,
            String version,
            String placesVersion,
            @Nullable LocationRef origin) {

        /** Which document makes it. */
        DocumentRow which() {
            return new DocumentRow(document, version, placesVersion);
        }
    }

    /** Of a bucket or of an entity; for a source, or what is given directly. */
    record SlotRow(
            long id,
            @Nullable Long bucket,
            @Nullable Long entity,
            @Nullable Long source,
            @Nullable LocationRef location,
            boolean optional,
            Optional<SourceLocation> place,
            List<Diagnostic> findings,
            int given,
            int nextPosition) {}

    record SourceRow(
            long id,
            LocationRef location,
            boolean pattern,
            boolean readersChanged,
            @Nullable Instant readAt) {}

    /** A file, without its findings. */
    record FileRow(long id, long source, LocationRef location, List<DocumentRow> documents) {}

    /** Which document it is. */
    record DocumentRow(long id, String version, String placesVersion) {}

    /** What a page of a sweep has named. */
    record SweptRow(EntityRef ref, LocationRef location, int documentIndex) {}

    /** A document that is new: of a file, or of one claim alone. */
    record NewDocument(long id, @Nullable Long file, int position, EntityDescriptor descriptor, DocumentText text) {}

    /** What a source gave: files that are new or have changed, documents that are new, and numbers of those that are no longer there. */
    record NewContent(
            long source,
            SourceContent content,
            List<Long> files,
            List<NewDocument> documents,
            List<Long> goneFiles,
            List<Long> goneDocuments,
            List<Integer> positions,
            List<Long> kept) {}

    /**
     * A document of an accepted version.
     *
     * @param version tells documents apart
     */
    record NewBody(long id, String version, String json, Entity entity) {}

    /** @param onlyIfReadsChanged whether there is nothing to do as long as it reads what it read */
    record Due(Work work, long item, boolean remote, boolean onlyIfReadsChanged, long causeFrom, long causeTo) {}

    /** That a claim counts, and on whose account it was made. */
    record Lease(long generation, long causeFrom, long causeTo) {}

    /** What is no longer to be done. */
    record Done(Work work, long item) {}

    /** One change of what is visible. */
    record Shown(
            long entity,
            Change.Type type,
            Optional<StitchedEntity> before,
            Optional<StitchedEntity> after,
            List<EntityRef> related) {

        /** What leads from one to the other; empty if both are the same. */
        public static Optional<Shown> of(long entity, Optional<StitchedEntity> before, Optional<StitchedEntity> after) {
            return FeedEntry.of(before, after).map(entry -> entry.of(entity));
        }
    }

    /** New rows, rows that take the place of others, and numbers of those that go. */
    record Rows<T>(List<T> added, List<T> changed, List<Long> removed) {

        /** Nothing yet. */
        static <T> Rows<T> none() {
            return new Rows<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** Takes a row in, if it is not what it was. */
        void add(@Nullable T before, T now) {
            if (before == null) {
                added.add(now);
            } else if (!before.equals(now)) {
                changed.add(now);
            }
        }
    }

    /** What a transaction has changed. */
    record RowChanges(
            Rows<BucketRow> buckets,
            Rows<EntityRow> entities,
            Rows<ClaimRow> claims,
            Rows<SlotRow> slots,
            Rows<SourceRow> sources,
            List<NewContent> contents,
            List<NewDocument> documents,
            List<Long> replacedDocuments,
            List<NewBody> bodies,
            List<Long> replacedBodies,
            List<Long> clearedSweeps,
            Map<Long, Set<SweptRow>> swept,
            List<Due> due,
            List<Done> done) {}
}
