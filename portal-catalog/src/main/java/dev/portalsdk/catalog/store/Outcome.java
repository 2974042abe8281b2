package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a claim. */
public sealed interface Outcome {

    /** What was worked on. */
    Claim claim();

    /** The source, or what the entity reads, is what it was: there is nothing new to tell. */
    record Unchanged(Claim claim) implements Outcome {}

    /**
     * A source was read, or could not be.
     *
     * @param content what is known of it now
     * @param emissions for each reader of the claim what it gives
     */
    record SourceRead(Claim.OfSource claim, SourceContent content, Map<Giver, Emission> emissions) implements Outcome {
        /** Copies the map. */
        public SourceRead {
            emissions = Map.copyOf(emissions);
        }
    }

    /**
     * An entity was processed.
     *
     * @param accepted empty if it was rejected: then the last accepted version stays, with all that follows from it
     * @param findings everything that was found; errors of a version that was accepted all the same are about its targets
     * @param reads what it read of its own, so that it must be processed again when that changes
     */
    record Processed(Claim.OfEntity claim, Optional<Accepted> accepted, List<Diagnostic> findings, List<Read> reads)
            implements Outcome {
        /** Copies the lists. */
        public Processed {
            findings = List.copyOf(findings);
            reads = List.copyOf(reads);
        }
    }

    /**
     * A file that an entity read while it was processed.
     *
     * @param location the file or URL
     * @param version a hash of its bytes; empty if it could not be read
     */
    record Read(LocationRef location, String version) {}
}
