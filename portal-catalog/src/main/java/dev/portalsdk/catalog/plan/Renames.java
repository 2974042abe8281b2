package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which of the removed entities are among the added ones under another ref.
 *
 * <p>The surest sign counts first: saying the same but for the name, the same name in another kind or namespace, the same place in the same file,
 * saying mostly the same. A sign that fits several is none.
 */
final class Renames {
    /** Of what two entities say, the share that they have in common. */
    private static final double MOSTLY = 0.6;

    private static final int MOST_PAIRS = 250_000;

    private final Set<SnapshotEntity> gone;
    private final Set<SnapshotEntity> come;
    private final Map<SnapshotEntity, SnapshotEntity> pairs = new LinkedHashMap<>();

    Renames(Collection<SnapshotEntity> removed, Collection<SnapshotEntity> added) {
        this.gone = new LinkedHashSet<>(removed);
        this.come = new LinkedHashSet<>(added);
    }

    Map<SnapshotEntity, SnapshotEntity> pairs() {
        pairBy(Renames::content);
        pairBy(entity -> List.of(entity.ref().name(), entity.source()));
        pairBy(entity -> List.of(
                entity.ref().kind(),
                entity.ref().namespace(),
                entity.source(),
                entity.checked().descriptor().documentIndex()));
        pairBySimilarity();
        return pairs;
    }

    private static Object content(SnapshotEntity entity) {
        Value.Obj said = entity.said();
        Value.Obj metadata = said.obj("metadata")
                .orElseGet(Value.Obj::empty)
                .without("name")
                .without("title")
                .without("namespace");
        return List.of(entity.ref().kind(), said.with("metadata", metadata));
    }

    /** Where one of each has the same key, and no other. */
    private void pairBy(Function<SnapshotEntity, Object> key) {
        if (gone.isEmpty() || come.isEmpty()) {
            return;
        }
        Map<Object, Optional<SnapshotEntity>> old = unique(gone, key);
        Map<Object, Optional<SnapshotEntity>> recent = unique(come, key);
        old.forEach((same, one) -> {
            Optional<SnapshotEntity> other = recent.getOrDefault(same, Optional.empty());
            if (one.isPresent() && other.isPresent()) {
                pair(one.get(), other.get());
            }
        });
    }

    /** Empty for keys that several have. */
    private static Map<Object, Optional<SnapshotEntity>> unique(
            Collection<SnapshotEntity> entities, Function<SnapshotEntity, Object> key) {
        Map<Object, Optional<SnapshotEntity>> byKey = new LinkedHashMap<>();
        entities.forEach(
                entity -> byKey.merge(key.apply(entity), Optional.of(entity), (one, other) -> Optional.empty()));
        return byKey;
    }

    private void pair(SnapshotEntity old, SnapshotEntity recent) {
        gone.remove(old);
        come.remove(recent);
        pairs.put(old, recent);
    }

    private record Candidate(SnapshotEntity old, SnapshotEntity recent, double alike) {}

    private void pairBySimilarity() {
        if ((long) gone.size() * come.size() > MOST_PAIRS) {
            return;
        }
        Map<EntityRef, Set<String>> facts = new HashMap<>();
        gone.forEach(entity -> facts.put(entity.ref(), facts(entity)));
        come.forEach(entity -> facts.put(entity.ref(), facts(entity)));
        List<Candidate> candidates = new ArrayList<>();
        for (SnapshotEntity old : gone) {
            for (SnapshotEntity recent : come) {
                double alike = old.ref().kind().equals(recent.ref().kind())
                        ? alike(facts.getOrDefault(old.ref(), Set.of()), facts.getOrDefault(recent.ref(), Set.of()))
                        : 0;
                if (alike >= MOSTLY) {
                    candidates.add(new Candidate(old, recent, alike));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::alike)
                .reversed()
                .thenComparing(candidate -> candidate.old().ref())
                .thenComparing(candidate -> candidate.recent().ref()));
        for (Candidate candidate : candidates) {
            if (isClear(candidate, candidates) && gone.contains(candidate.old()) && come.contains(candidate.recent())) {
                pair(candidate.old(), candidate.recent());
            }
        }
    }

    /** Whether no other with one of the two is as much alike. */
    private static boolean isClear(Candidate candidate, List<Candidate> candidates) {
        return candidates.stream()
                .noneMatch(other -> other.alike() >= candidate.alike()
                        && isOf(candidate.old(), other.old()) != isOf(candidate.recent(), other.recent()));
    }

    private static boolean isOf(SnapshotEntity one, SnapshotEntity other) {
        return one.ref().equals(other.ref());
    }

    private static double alike(Set<String> one, Set<String> other) {
        long common = one.stream().filter(other::contains).count();
        long all = one.size() + other.size() - common;
        return all == 0 ? 0 : (double) common / all;
    }

    /** Each value with where it stands, but for the name; what all of a kind have says nothing. */
    private static Set<String> facts(SnapshotEntity entity) {
        Set<String> facts = new HashSet<>();
        Value.Obj said = entity.said();
        collect("", said.without("apiVersion").without("kind"), facts);
        facts.removeIf(fact -> fact.startsWith("/metadata/name=") || fact.startsWith("/metadata/namespace="));
        return facts;
    }

    private static void collect(String pointer, Value value, Set<String> facts) {
        if (value instanceof Value.Obj object) {
            object.forEach((key, child) -> collect(pointer + "/" + key, child, facts));
        } else if (value instanceof Value.Arr array) {
            array.values().forEach(child -> collect(pointer + "/*", child, facts));
        } else {
            facts.add(pointer + "=" + value.toJson());
        }
    }
}
