package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gives what one provider gave the source to the target. */
final class BucketCopy {
    private static final RemovalGuard HOLD_ALL = RemovalGuard.above(0);

    private final String provider;
    private final Giver giver;
    private final StoreContents from;
    private final CatalogStore target;
    private final StoreContents to;
    private final StoreContents.Bucket known;

    BucketCopy(String provider, StoreContents.Bucket known, StoreContents from, CatalogStore target) {
        this.provider = provider;
        this.giver = new Giver.Bucket(provider);
        this.known = known;
        this.from = from;
        this.target = target;
        this.to = target.facts().contents();
    }

    private StoreContents.Bucket copied() {
        return to.bucket(provider).orElseThrow();
    }

    private void apply(Mutation mutation, RemovalGuard guard) {
        target.apply(provider, mutation, guard);
    }

    /** What it gives, and nothing else. */
    void copy() {
        StoreContents.Bucket copied = copied();
        boolean sweeping = endSweeps(copied);
        if (sweeping || !isOnTheWay(copied)) {
            boolean empty = copied.given().isEmpty();
            apply(new Mutation.Full(empty ? List.of() : documents(known.given()), known.sources()), RemovalGuard.off());
        }
        List<EntityRef> refs = Comparing.union(known.given(), copied().given());
        boolean severalOfOne = false;
        for (int done = 0; done < refs.size(); done += Comparing.PAGE) {
            severalOfOne |= copy(refs.subList(done, Math.min(done + Comparing.PAGE, refs.size())));
        }
        if (severalOfOne) {
            apply(new Mutation.Full(documents(known.given()), known.sources()), RemovalGuard.off());
        }
    }

    /** Sources, held removals and sweeps can be added to; what is taken away from them takes everything to be said again. */
    private boolean isOnTheWay(StoreContents.Bucket copied) {
        return copied.sources().equals(known.sources())
                && (copied.held().isEmpty() || copied.held().equals(known.held()))
                && (copied.sweep().isEmpty() || copied.sweep().equals(known.sweep()));
    }

    /** Late pages of these are to take nothing away. @return whether one is under way now */
    private boolean endSweeps(StoreContents.Bucket copied) {
        List<String> missing = new ArrayList<>(known.ended());
        missing.removeAll(copied.ended());
        boolean last = copied.given().isEmpty() && copied.sources().isEmpty();
        missing.forEach(sweep -> apply(new Mutation.Page(sweep, List.of(), last), RemovalGuard.off()));
        return !missing.isEmpty() && !last;
    }

    /** @return whether it gives one ref several times, which only a mutation that says all can */
    private boolean copy(List<EntityRef> refs) {
        Map<EntityRef, StoreContents.Known> knownHere = from.entities(refs);
        Map<EntityRef, StoreContents.Known> copiedHere = to.entities(refs);
        List<ProvidedEntity> added = new ArrayList<>();
        Set<EntityRef> removed = new HashSet<>();
        boolean severalOfOne = false;
        for (EntityRef ref : refs) {
            List<ProvidedEntity> now = given(knownHere.get(ref));
            List<ProvidedEntity> before = given(copiedHere.get(ref));
            if (now.isEmpty() && !before.isEmpty()) {
                removed.add(ref);
            } else if (!now.equals(before)) {
                added.addAll(now);
                severalOfOne |= now.size() > 1;
            }
        }
        if (!severalOfOne && !(added.isEmpty() && removed.isEmpty())) {
            apply(new Mutation.Delta(added, removed), RemovalGuard.off());
        }
        return severalOfOne;
    }

    private List<ProvidedEntity> given(StoreContents.@Nullable Known of) {
        return of == null
                ? List.of()
                : of.claims().stream()
                        .filter(claimed -> claimed.giver().equals(giver)
                                && claimed.source().isEmpty())
                        .map(EntityFacts.Claimed::offered)
                        .toList();
    }

    private List<ProvidedEntity> documents(List<EntityRef> refs) {
        Map<EntityRef, StoreContents.Known> all = from.entities(refs);
        List<ProvidedEntity> documents = new ArrayList<>();
        refs.forEach(ref -> documents.addAll(given(all.get(ref))));
        return documents;
    }

    /** What is held back, when all is given. */
    void copyHeld() {
        StoreContents.Bucket copied = copied();
        if (!copied.held().equals(known.held())) {
            hold(copied);
        }
    }

    /** What the sweep under way has named, when nothing else is to be given: that would be named with it. */
    void copySweep() {
        StoreContents.Bucket copied = copied();
        List<EntityRef> named =
                known.given().stream().filter(known.named()::contains).toList();
        if (known.sweep().isPresent()
                && !(copied.sweep().equals(known.sweep()) && copied.named().containsAll(named))) {
            apply(new Mutation.Page(known.sweep().get(), documents(named), false), RemovalGuard.off());
        }
    }

    private void hold(StoreContents.Bucket copied) {
        if (known.heldSources().isEmpty()) {
            Set<EntityRef> held = new TreeSet<>(known.held());
            held.removeAll(copied.held());
            apply(new Mutation.Delta(List.of(), held), HOLD_ALL);
        } else {
            List<EntityRef> given = new ArrayList<>(known.given());
            given.removeAll(known.held());
            Set<LocationRef> sources = new LinkedHashSet<>(known.sources());
            sources.removeAll(known.heldSources());
            apply(new Mutation.Full(documents(given), sources), HOLD_ALL);
        }
    }

    /** What it keeps from run to run. */
    void copyState() {
        Map<String, String> texts = from.state(provider);
        Map<String, String> copied = to.state(provider);
        for (String key : Comparing.union(texts.keySet(), copied.keySet())) {
            String text = texts.get(key);
            if (text == null || !text.equals(copied.get(key))) {
                long generation = target.providerState()
                        .find(provider, key)
                        .map(entry -> entry.generation())
                        .orElse(0L);
                if (text == null) {
                    target.providerState().remove(provider, key, generation);
                } else {
                    target.providerState().replace(provider, key, text, generation);
                }
            }
        }
    }
}
