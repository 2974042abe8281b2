package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which sources an emitter reads. Guarded by the store's lock. */
final class Wants {
    private final ClaimGraph graph;
    private final WorkQueue work;

    Wants(ClaimGraph graph, WorkQueue work) {
        this.graph = graph;
        this.work = work;
    }

    /** Makes an emitter read these sources and no others. */
    void set(Emitter emitter, Collection<Want> wants, Changes changes) {
        Map<LocationRef, Want> wanted = new LinkedHashMap<>();
        wants.forEach(want -> wanted.putIfAbsent(want.source(), want));
        for (Slot had : List.copyOf(emitter.bySource().values())) {
            if (!wanted.containsKey(had.source().orElseThrow())) {
                work.removeReader(had);
                graph.give(had, List.of(), changes);
                emitter.removeSlot(had.source().orElseThrow());
                if (emitter instanceof BucketState) {
                    changes.unread.add(had.source().orElseThrow());
                }
            }
        }
        wanted.values().forEach(want -> add(emitter, want));
    }

    private void add(Emitter emitter, Want want) {
        Slot before = emitter.bySource().get(want.source());
        if (before == null) {
            work.addReader(emitter.addSlot(want));
        } else if (!want.equals(before.want().orElseThrow())) {
            before.want(want);
            work.addReader(before);
        }
    }
}
