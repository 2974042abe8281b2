package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Want;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A slot of which the claims are fetched when they are asked for; some may be here before, as somebody asked for what they claim. */
final class StoredSlot extends Slot {
    private final StoredGraph graph;
    private int count;
    private int next;

    /** Null if it is new. */
    FactRows.@Nullable SlotRow row;

    /** 0 as long as it needs none. */
    long id;

    boolean complete = true;

    StoredSlot(StoredGraph graph, Emitter emitter, Optional<Want> want) {
        super(emitter, want);
        this.graph = graph;
    }

    void stored(FactRows.SlotRow stored) {
        row = stored;
        id = stored.id();
        count = stored.given();
        next = stored.nextPosition();
        complete = stored.given() == 0;
        findings(stored.findings());
    }

    /** A claim of it has been fetched. */
    void fetched(StoredClaimant claimant) {
        if (super.find(claimant.key()) == null) {
            super.put(claimant);
            emitter().given--;
        }
    }

    private void complete() {
        if (!complete) {
            graph.fetchGiven(List.of(this));
        }
    }

    @Override
    Collection<Claimant> given() {
        complete();
        return super.given().stream()
                .sorted(Comparator.comparingInt(claimant -> ((StoredClaimant) claimant).position))
                .toList();
    }

    @Override
    int count() {
        return count;
    }

    @Override
    Map<Claimant.Key, Claimant> takeAll() {
        complete();
        count = 0;
        next = 0;
        return super.takeAll();
    }

    @Override
    @Nullable
    Claimant put(Claimant claimant) {
        Claimant before = super.put(claimant);
        ((StoredClaimant) claimant).position = before == null ? next++ : ((StoredClaimant) before).position;
        count += before == null ? 1 : 0;
        return before;
    }

    @Override
    boolean remove(Claimant claimant) {
        boolean removed = super.remove(claimant);
        count -= removed ? 1 : 0;
        return removed;
    }

    /** Whether it gives this very claim. */
    boolean here(Claimant claimant) {
        return super.find(claimant.key()) == claimant;
    }

    /** Whether there is anything to be kept of it. */
    boolean isKept() {
        return want().isPresent() || count > 0 || !findings().isEmpty();
    }

    int nextPosition() {
        return next;
    }
}
