package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one emitter gives through one source, or directly. */
class Slot {
    private final Emitter emitter;
    private Optional<Want> want;

    /** In the order of the source. */
    private Map<Claimant.Key, Claimant> given = Map.of();

    private List<Diagnostic> findings = List.of();

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

    /** The same source, wanted by other words. */
    void want(Want other) {
        want = Optional.of(other);
    }

    List<Diagnostic> findings() {
        return findings;
    }

    void findings(List<Diagnostic> told) {
        findings = told;
    }

    /** All that it gives. */
    Collection<Claimant> given() {
        return given.values();
    }

    /** How much it gives. */
    int count() {
        return given.size();
    }

    /** What it gives under a key. */
    @Nullable
    Claimant find(Claimant.Key key) {
        return given.get(key);
    }

    /** Starts again with nothing. @return what it gave, in no map that anybody else holds */
    Map<Claimant.Key, Claimant> takeAll() {
        Map<Claimant.Key, Claimant> all = given;
        emitter.given -= all.size();
        given = Map.of();
        return all;
    }

    /** @return what it gave under that key before */
    @Nullable
    Claimant put(Claimant claimant) {
        if (given.isEmpty()) {
            given = new LinkedHashMap<>();
        }
        Claimant before = given.put(claimant.key(), claimant);
        if (before == null) {
            emitter.given++;
        }
        return before;
    }

    /** @return whether it gave this very claim */
    boolean remove(Claimant claimant) {
        boolean removed = !given.isEmpty() && given.remove(claimant.key(), claimant);
        if (removed) {
            emitter.given--;
        }
        return removed;
    }
}
