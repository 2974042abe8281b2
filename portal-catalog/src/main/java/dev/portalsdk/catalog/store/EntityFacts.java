package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is known about one ref.
 *
 * @param claims everybody who gives it: at most one of them holds the ref, the others are in conflict with it or not live
 * @param accepted the last version that passed all checks
 * @param findings what was found about the version that holds the ref, and about what it reads
 * @param orphanSince since when nothing live gives it
 * @param state what is to be done
 * @param visible how it is shown, with its own relations only
 */
public record EntityFacts(
        EntityRef ref,
        List<Claimed> claims,
        Optional<Accepted> accepted,
        List<Diagnostic> findings,
        Optional<Instant> orphanSince,
        State state,
        Optional<StitchedEntity> visible) {

    /** Copies the lists. */
    public EntityFacts {
        claims = List.copyOf(claims);
        findings = List.copyOf(findings);
    }

    /** What is to be done with an entity. */
    public enum State {
        /** It waits to be processed, or is being so. */
        TO_PROCESS,
        /** It waits to be stitched, or is being so. */
        TO_STITCH,
        /** Nothing. */
        SETTLED
    }

    /**
     * One claim to the ref.
     *
     * @param giver who gives it
     * @param source the file, URL or pattern that it was read from; empty if it is given directly
     * @param offered what is given
     * @param live whether a path from a provider leads to it
     * @param origin the registration at the root of that path; empty if it is not live
     * @param holds whether this is the version in use
     */
    public record Claimed(
            Giver giver,
            Optional<LocationRef> source,
            ProvidedEntity offered,
            boolean live,
            Optional<LocationRef> origin,
            boolean holds) {}

    /** The claim in use; empty if none is live. */
    public Optional<Claimed> held() {
        return claims.stream().filter(Claimed::holds).findFirst();
    }
}
