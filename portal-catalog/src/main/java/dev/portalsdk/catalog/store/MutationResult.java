package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a mutation did to its bucket.
 *
 * @param given how many entities the provider gives directly now, those included whose removal is held back
 * @param removed how many it no longer gives, itself or through sources that it no longer names
 * @param held what was held back
 * @param cause the number of the change, for {@link CatalogStore#isSettled}
 */
public record MutationResult(int given, int removed, Optional<Held> held, long cause) {

    /**
     * A removal that was held back by a {@link RemovalGuard}.
     *
     * @param provider whose
     * @param refs what it would no longer give, by ref
     * @param given how many entities it gave
     * @param since when it was first held back
     */
    public record Held(String provider, List<EntityRef> refs, int given, Instant since) {
        /** Copies the list. */
        public Held {
            refs = List.copyOf(refs);
        }
    }
}
