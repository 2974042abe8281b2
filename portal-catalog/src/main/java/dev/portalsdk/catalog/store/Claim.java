package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Optional;

/** A piece of work that was handed out. What comes back for it counts only if nothing has superseded it meanwhile. */
public sealed interface Claim {

    /** Told apart from an earlier claim to the same work. */
    long generation();

    /**
     * Read a source, and tell what each reader gets from it.
     *
     * @param source what to read
     * @param readers who wants it; at least one
     * @param known what the last read gave
     * @param readersChanged whether readers must be told also if the source is what it was
     */
    record OfSource(
            LocationRef source,
            long generation,
            List<Reader> readers,
            Optional<SourceContent> known,
            boolean readersChanged)
            implements Claim {
        /** Copies the list. */
        public OfSource {
            readers = List.copyOf(readers);
        }
    }

    /**
     * Who wants a source.
     *
     * @param giver who will give what stands in it
     * @param origin the registration that led to the giver
     * @param want whether a source that is not there is a mistake, and of which line
     */
    record Reader(Giver giver, LocationRef origin, Want want) {}

    /**
     * Process the version of an entity that holds its ref.
     *
     * @param offered the descriptor and where it stands
     * @param origin the registration that led to it
     * @param reads what it read when it was last processed
     * @param onlyIfReadsChanged whether there is nothing to do as long as those give what they gave
     */
    record OfEntity(
            EntityRef ref,
            long generation,
            ProvidedEntity offered,
            LocationRef origin,
            List<Outcome.Read> reads,
            boolean onlyIfReadsChanged)
            implements Claim {
        /** Copies the list. */
        public OfEntity {
            reads = List.copyOf(reads);
        }
    }
}
