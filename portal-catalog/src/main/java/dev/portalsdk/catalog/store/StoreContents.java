package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a store keeps, in the words in which stores are told it: so that another can take it over, and both can be compared.
 *
 * <p>Each answer is of one moment. Names are given all at once, what stands under them for as many as are asked for. For any number of threads.
 */
public interface StoreContents {

    /** Who provides, and what processed it. */
    Overview overview();

    /** What a provider's bucket holds; empty if there is no such provider. */
    Optional<Bucket> bucket(String provider);

    /** Every ref of which anything is known, by ref. */
    List<EntityRef> refs();

    /** Every file, URL and pattern that somebody wants to be read, by location. */
    List<LocationRef> locations();

    /** All about these refs, by ref; nothing about those that are not known. */
    Map<EntityRef, Known> entities(Collection<EntityRef> refs);

    /** All about these sources, by location; nothing about those that nobody wants. */
    Map<LocationRef, Read> sources(Collection<LocationRef> locations);

    /** What a provider keeps from run to run, by key. */
    Map<String, String> state(String provider);

    /** Tasks that the nodes share, by name. */
    List<Task> tasks();

    /**
     * Who provides, and what processed it.
     *
     * @param providers those that the store was last opened with, in their order
     * @param former others whose entities are still there, by name
     * @param processing as {@link StoreSetup#processing()}; empty if the store was never opened
     */
    record Overview(List<String> providers, List<String> former, Optional<String> processing) {
        /** Copies the lists. */
        public Overview {
            providers = List.copyOf(providers);
            former = List.copyOf(former);
        }
    }

    /**
     * A provider's bucket.
     *
     * @param given the refs that it gives directly, in the order in which it first did
     * @param sources all that it reads, those included that it reads only because their removal is held back
     * @param held the refs of which the removal is held back
     * @param heldSources the sources of which it is
     * @param sweep the sweep of pages that is under way
     * @param named of what is given directly, what pages of that sweep have named
     * @param ended sweeps that have ended, the oldest first
     */
    record Bucket(
            List<EntityRef> given,
            Set<LocationRef> sources,
            Set<EntityRef> held,
            Set<LocationRef> heldSources,
            Optional<String> sweep,
            Set<EntityRef> named,
            List<String> ended) {}

    /**
     * All about one ref.
     *
     * @param claims everybody who gives it
     * @param accepted the last version that passed all checks, with what follows from it
     * @param losing of the entities that it emits as its children, the refs that others hold
     * @param findings as they were told when it was processed, whoever else is to blame
     * @param reads what it read when it was processed
     * @param orphanSince since when nothing live gives it
     * @param state what is to be done
     * @param visible how it is shown
     */
    record Known(
            EntityRef ref,
            List<EntityFacts.Claimed> claims,
            Optional<Accepted> accepted,
            Set<EntityRef> losing,
            List<Diagnostic> findings,
            List<Outcome.Read> reads,
            Optional<Instant> orphanSince,
            EntityFacts.State state,
            Optional<StitchedEntity> visible) {

        /** The claim in use; empty if none is live. */
        public Optional<EntityFacts.Claimed> held() {
            return claims.stream()
                    .filter(claimed -> claimed.live() && claimed.holds())
                    .findFirst();
        }
    }

    /**
     * All about one source.
     *
     * @param content what the last look gave; empty if there was none
     * @param shares what its readers give of it
     * @param anew whether its readers are to be told with the next look, even if that finds nothing new
     * @param due whether it waits to be read, or is being read
     */
    record Read(LocationRef location, Optional<SourceContent> content, List<Share> shares, boolean anew, boolean due) {}

    /**
     * What a reader gives of a source.
     *
     * @param losing the refs among it that others hold
     */
    record Share(Giver reader, Emission emission, Set<EntityRef> losing) {}

    /**
     * A task that the nodes share.
     *
     * @param dueIn how long it is until then; less than zero if it is overdue, empty if it is not due until it is asked for
     * @param asked whether it was asked for
     */
    record Task(String name, Optional<Duration> dueIn, boolean asked) {}
}
