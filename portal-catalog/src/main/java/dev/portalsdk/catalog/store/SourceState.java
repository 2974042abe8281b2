package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source that is read for its readers. Guarded by the store's lock. */
final class SourceState {
    final LocationRef ref;
    final Map<Giver, Slot> readers = new LinkedHashMap<>();

    @Nullable
    SourceContent content;

    boolean readersChanged;
    long generation;

    SourceState(LocationRef ref) {
        this.ref = ref;
    }

    Claim.OfSource claim() {
        List<Claim.Reader> wanting = readers.values().stream()
                .map(slot -> new Claim.Reader(
                        slot.emitter().giver(),
                        slot.emitter().origin(slot),
                        slot.want().orElseThrow()))
                .toList();
        return new Claim.OfSource(ref, generation, wanting, Optional.ofNullable(content), readersChanged);
    }
}
