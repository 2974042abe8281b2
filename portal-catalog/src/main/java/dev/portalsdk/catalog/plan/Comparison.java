package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.FindingKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Two snapshots side by side. What is the same object on both sides is not looked at. */
@SuppressWarnings("ReferenceEquality")
final class Comparison {
    private static final Pattern PLACE = Pattern.compile(":\\d+:\\d+\\b");

    private final CatalogSnapshot before;
    private final CatalogSnapshot after;
    private final List<SnapshotEntity> added = new ArrayList<>();
    private final List<SnapshotEntity> removed = new ArrayList<>();
    private final List<EntityEdit> changed = new ArrayList<>();
    private final List<OwnershipMove> moves = new ArrayList<>();
    private final List<SnapshotEntity> deprecated = new ArrayList<>();

    Comparison(CatalogSnapshot before, CatalogSnapshot after) {
        this.before = before;
        this.after = after;
    }

    CatalogPlan plan() {
        before.byRef().forEach((ref, entity) -> {
            SnapshotEntity now = after.byRef().get(ref);
            if (now == null) {
                removed.add(entity);
            } else {
                both(entity, now);
            }
        });
        after.byRef().forEach((ref, entity) -> {
            if (!before.byRef().containsKey(ref)) {
                added.add(entity);
            }
        });
        List<EntityRename> renamed = renamed();
        return new CatalogPlan(
                added.stream().map(PlannedEntity::of).toList(),
                removed.stream().map(PlannedEntity::of).toList(),
                renamed,
                changed,
                onlyIn(after, before),
                onlyIn(before, after),
                onlyIn(after.findings(), before.findings()),
                onlyIn(before.findings(), after.findings()),
                moves,
                new Impacts(before, after).of(removed, renamed, deprecated));
    }

    private void both(SnapshotEntity old, SnapshotEntity recent) {
        if (old == recent) {
            return;
        }
        Optional<EntityEdit.FileMove> move = isSameFile(old.source(), recent.source())
                ? Optional.empty()
                : Optional.of(new EntityEdit.FileMove(old.source(), recent.source()));
        List<FieldChange> fields = fields(old, recent);
        if (!fields.isEmpty() || move.isPresent()) {
            changed.add(new EntityEdit(recent.ref(), fields, move));
        }
        owners(old, recent);
        if (recent.deprecated() && !old.deprecated()) {
            deprecated.add(recent);
        }
    }

    /** A file of a directory is also the one of that path below the address, or the root of the machine, where a running catalog read it. */
    private static boolean isSameFile(String one, String other) {
        return one.equals(other) || one.isEmpty() || other.isEmpty() || isBelow(one, other) || isBelow(other, one);
    }

    private static boolean isBelow(String whole, String path) {
        return isWhole(whole) && !isWhole(path) && whole.endsWith("/" + path);
    }

    private static boolean isWhole(String source) {
        return source.startsWith("/") || source.contains("://");
    }

    private static List<FieldChange> fields(SnapshotEntity old, SnapshotEntity recent) {
        Value.Obj one = old.said();
        Value.Obj other = recent.said();
        return one.equals(other)
                ? List.of()
                : FieldChange.between(one, other).stream()
                        .map(change -> change.at(recent.place(change.pointer())))
                        .toList();
    }

    private void owners(SnapshotEntity old, SnapshotEntity recent) {
        if (!old.owner().equals(recent.owner())) {
            moves.add(new OwnershipMove(recent.ref(), old.owner(), recent.owner(), recent.place("/spec/owner")));
        }
    }

    private List<EntityRename> renamed() {
        List<EntityRename> renamed = new ArrayList<>();
        new Renames(removed, added).pairs().forEach((old, recent) -> {
            renamed.add(new EntityRename(old.ref(), recent.ref(), recent.place(), fields(old, recent)));
            owners(old, recent);
        });
        renamed.sort(Comparator.comparing(EntityRename::from));
        moves.sort(Comparator.comparing(OwnershipMove::ref));
        return renamed;
    }

    /** What one declares and the other does not, from neither end: {@code partOf} is one relation, whichever end declares it. */
    private static List<Relation> onlyIn(CatalogSnapshot one, CatalogSnapshot other) {
        Set<Relation> seen = new HashSet<>();
        List<Relation> only = new ArrayList<>();
        one.byRef().forEach((ref, entity) -> {
            if (other.byRef().get(ref) != entity) {
                for (Relation relation : entity.relations()) {
                    if (!declares(other, relation) && !seen.contains(relation.inverse()) && seen.add(relation)) {
                        only.add(relation);
                    }
                }
            }
        });
        only.sort(null);
        return only;
    }

    private static boolean declares(CatalogSnapshot snapshot, Relation relation) {
        return has(snapshot, relation) || has(snapshot, relation.inverse());
    }

    private static boolean has(CatalogSnapshot snapshot, Relation relation) {
        return find(snapshot, relation.source())
                .filter(entity -> entity.has(relation))
                .isPresent();
    }

    /** As often as there are more of a kind. */
    private static List<Diagnostic> onlyIn(List<Diagnostic> ones, List<Diagnostic> others) {
        Map<FindingKey, Integer> there = new HashMap<>();
        others.forEach(finding -> there.merge(key(finding), 1, Integer::sum));
        List<Diagnostic> only = new ArrayList<>();
        for (Diagnostic finding : ones) {
            if (there.merge(key(finding), -1, Integer::sum) < 0) {
                only.add(finding);
            }
        }
        return only;
    }

    /** Also without the places that a message names, as of who was first. */
    private static FindingKey key(Diagnostic finding) {
        FindingKey key = FindingKey.of(finding);
        String detail = PLACE.matcher(key.detail()).replaceAll("");
        return new FindingKey(key.ruleId(), key.entity(), key.source(), key.pointer(), detail);
    }

    /** For others that look at an entity by its ref. */
    static Optional<SnapshotEntity> find(CatalogSnapshot in, EntityRef ref) {
        return Optional.ofNullable(in.byRef().get(ref));
    }
}
