package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one emitter gives through one source, or directly. */
final class Slot {
    private final Emitter emitter;
    private final Optional<Want> want;

    /** In the order of the source. */
    Map<Claimant.Key, Claimant> given = Map.of();

    List<Diagnostic> findings = List.of();

    Slot(Emitter emitter, Optional<Want> want) {
        this.emitter = emitter;
        this.want = want;
    }

    Emitter emitter() {
        return emitter;
    }

    /** The source; empty for what is given directly. */
    Optional<LocationRef> source() {
        return want.map(Want::source);
    }

    Optional<Want> want() {
        return want;
    }
}
