package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/**
 * The facts from which an entity is to be stitched.
 *
 * @param generation told apart from an earlier claim to the same work
 * @param accepted the last accepted version; empty if there is none, or nothing wants it any more
 * @param orphan whether nothing live emits it
 * @param errors what is wrong with a newer version or with what it reads
 * @param visible how it is shown now
 */
public record StitchClaim(
        EntityRef ref,
        long generation,
        Optional<Accepted> accepted,
        boolean orphan,
        List<Diagnostic> errors,
        Optional<StitchedEntity> visible) {

    /** Copies the list. */
    public StitchClaim {
        errors = List.copyOf(errors);
    }

    /**
     * What came of a claim.
     *
     * @param entity how it is to be shown; empty if it is not
     */
    public record Stitched(StitchClaim claim, Optional<StitchedEntity> entity) {}
}
