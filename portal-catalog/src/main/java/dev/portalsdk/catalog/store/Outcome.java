package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of a claim. */
public sealed interface Outcome {

    /** What was worked on. */
    Claim claim();

    /** The source is what it was, and its readers have what they get from it. */
    record Unchanged(Claim.OfSource claim) implements Outcome {}

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
     * @param reads whether it read files of its own, so that it must be processed again when they may have changed
     */
    record Processed(Claim.OfEntity claim, Optional<Accepted> accepted, List<Diagnostic> findings, boolean reads)
            implements Outcome {
        /** Copies the list. */
        public Processed {
            findings = List.copyOf(findings);
        }
    }
}
