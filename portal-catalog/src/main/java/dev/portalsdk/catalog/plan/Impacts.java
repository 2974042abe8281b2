package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.plan.Impact.Dependent;
import dev.portalsdk.catalog.plan.Impact.Reason;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who depends on what goes, in the catalog as it is afterwards. */
final class Impacts {
    /** The source needs the target. */
    private static final Set<String> NEEDS = Set.of("dependsOn", "consumesApi", "apiProvidedBy");

    private static final Set<String> PEOPLE = Set.of("user", "group");

    private final CatalogSnapshot before;
    private final CatalogSnapshot after;
    private final Map<EntityRef, List<Relation>> referring = new HashMap<>();
    private final Map<EntityRef, List<Need>> needing = new HashMap<>();

    /** @param via as it is declared */
    private record Need(EntityRef who, Relation via) {}

    Impacts(CatalogSnapshot before, CatalogSnapshot after) {
        this.before = before;
        this.after = after;
    }

    List<Impact> of(List<SnapshotEntity> removed, List<EntityRename> renamed, List<SnapshotEntity> deprecated) {
        if (removed.isEmpty() && deprecated.isEmpty()) {
            return List.of();
        }
        after.relations().forEach(this::index);
        Map<EntityRef, EntityRef> successors =
                renamed.stream().collect(Collectors.toMap(EntityRename::from, EntityRename::to));
        List<Impact> impacts = new ArrayList<>();
        for (SnapshotEntity gone : removed) {
            Optional<EntityRef> successor = Optional.ofNullable(successors.get(gone.ref()));
            add(gone, successor.isPresent() ? Reason.RENAMED : Reason.REMOVED, successor, impacts);
        }
        deprecated.forEach(entity -> add(entity, Reason.DEPRECATED, Optional.empty(), impacts));
        impacts.sort(Comparator.comparing(Impact::cause));
        return impacts;
    }

    private void index(Relation relation) {
        referring.computeIfAbsent(relation.target(), key -> new ArrayList<>()).add(relation);
        needOf(relation).ifPresent(need -> needing.computeIfAbsent(needed(relation), key -> new ArrayList<>())
                .add(need));
    }

    private static Optional<Need> needOf(Relation relation) {
        if (NEEDS.contains(relation.type().name())) {
            return Optional.of(new Need(relation.source(), relation));
        }
        return NEEDS.contains(relation.type().inverseName())
                ? Optional.of(new Need(relation.target(), relation))
                : Optional.empty();
    }

    private static EntityRef needed(Relation relation) {
        return NEEDS.contains(relation.type().name()) ? relation.target() : relation.source();
    }

    private void add(SnapshotEntity cause, Reason reason, Optional<EntityRef> successor, List<Impact> impacts) {
        Map<EntityRef, Dependent> found = new LinkedHashMap<>();
        Deque<Dependent> next = new ArrayDeque<>();
        for (Need need : direct(cause, reason)) {
            if (!successor.equals(Optional.of(need.who()))) {
                take(need, 1, cause.ref(), found)
                        .filter(one -> needOf(need.via()).isPresent())
                        .ifPresent(next::add);
            }
        }
        while (!next.isEmpty() && found.size() <= Impact.MAX_DEPENDENTS) {
            Dependent nearer = next.remove();
            for (Need need : needing.getOrDefault(nearer.ref(), List.of())) {
                take(need, nearer.depth() + 1, cause.ref(), found).ifPresent(next::add);
            }
        }
        if (!found.isEmpty()) {
            List<Dependent> listed =
                    found.values().stream().limit(Impact.MAX_DEPENDENTS).toList();
            impacts.add(new Impact(
                    cause.ref(), reason, successor, listed, listed.size() == found.size(), ask(cause.ref(), listed)));
        }
    }

    /** Those who refer to it in any way, and those it served by its own word; of what stays only those who need it. */
    private List<Need> direct(SnapshotEntity cause, Reason reason) {
        if (reason == Reason.DEPRECATED) {
            return needing.getOrDefault(cause.ref(), List.of());
        }
        List<Need> direct = new ArrayList<>();
        referring.getOrDefault(cause.ref(), List.of()).forEach(via -> direct.add(new Need(via.source(), via)));
        Comparison.find(before, cause.ref())
                .map(SnapshotEntity::relations)
                .orElse(List.of())
                .forEach(declared -> needOf(declared)
                        .filter(need -> needed(declared).equals(cause.ref()))
                        .ifPresent(direct::add));
        return direct;
    }

    /** Empty if it is found already, or not there afterwards. */
    private Optional<Dependent> take(Need need, int depth, EntityRef cause, Map<EntityRef, Dependent> found) {
        Optional<SnapshotEntity> entity = Comparison.find(after, need.who());
        if (entity.isEmpty() || need.who().equals(cause) || found.containsKey(need.who())) {
            return Optional.empty();
        }
        Dependent dependent =
                new Dependent(need.who(), depth, need.via(), entity.get().owner(), place(entity.get(), need.via()));
        found.put(need.who(), dependent);
        return Optional.of(dependent);
    }

    /** Where the relation is written, if it is this entity that says so. */
    private static Optional<SourceLocation> place(SnapshotEntity entity, Relation via) {
        return entity.entity().references().stream()
                .filter(reference ->
                        reference.target().equals(via.target()) && via.source().equals(entity.ref()))
                .map(Entity.Reference::pointer)
                .findFirst()
                .flatMap(entity::place)
                .or(entity::place);
    }

    private List<EntityRef> ask(EntityRef cause, List<Dependent> dependents) {
        Set<EntityRef> ask = new TreeSet<>();
        for (Dependent dependent : dependents) {
            if (PEOPLE.contains(dependent.ref().kind())) {
                ask.add(dependent.ref());
            } else {
                dependent.owner().ifPresent(ask::add);
            }
        }
        ask.removeIf(ref -> ref.equals(cause) || Comparison.find(after, ref).isEmpty());
        return List.copyOf(ask);
    }
}
