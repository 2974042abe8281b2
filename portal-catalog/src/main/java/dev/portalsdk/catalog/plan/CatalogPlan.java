package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Severity;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is different between two versions of a catalog, and whom it concerns. Lists are sorted, so that the same two versions give the same plan.
 *
 * <pre>{@code
 * CatalogPlan plan = CatalogPlan.between(CatalogVersion.revision(root, "main"), CatalogVersion.directory(root));
 * PlanReport.text().append(plan, System.out);
 * System.exit(plan.exitCode());
 * }</pre>
 *
 * @param added what is there only afterwards, renamed ones among them
 * @param removed what was there only before, renamed ones among them
 * @param renamed which of those are the same thing
 * @param changed what is there before and after and is not the same
 * @param relationsGained each once, from the end that declares it
 * @param relationsLost as above
 * @param newFindings what is wrong only afterwards, by what it is, not by the line it stands in
 * @param fixedFindings what was wrong only before
 * @param ownershipMoves what changes hands
 * @param impacts who depends on what is removed, renamed or deprecated; without those on which nobody does
 */
public record CatalogPlan(
        List<PlannedEntity> added,
        List<PlannedEntity> removed,
        List<EntityRename> renamed,
        List<EntityEdit> changed,
        List<Relation> relationsGained,
        List<Relation> relationsLost,
        List<Diagnostic> newFindings,
        List<Diagnostic> fixedFindings,
        List<OwnershipMove> ownershipMoves,
        List<Impact> impacts) {

    /** Copies the lists. */
    public CatalogPlan {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        renamed = List.copyOf(renamed);
        changed = List.copyOf(changed);
        relationsGained = List.copyOf(relationsGained);
        relationsLost = List.copyOf(relationsLost);
        newFindings = List.copyOf(newFindings);
        fixedFindings = List.copyOf(fixedFindings);
        ownershipMoves = List.copyOf(ownershipMoves);
        impacts = List.copyOf(impacts);
    }

    /** Compares two snapshots. */
    public static CatalogPlan between(CatalogSnapshot before, CatalogSnapshot after) {
        return new Comparison(before, after).plan();
    }

    /**
     * Loads two versions with the {@linkplain PlanLoader#standard() standard} settings and compares them.
     *
     * @throws IOException if one cannot be read as a whole
     */
    public static CatalogPlan between(CatalogVersion before, CatalogVersion after) throws IOException {
        return PlanLoader.standard().plan(before, after);
    }

    /** Whether nothing is different. */
    public boolean isEmpty() {
        return added.isEmpty()
                && removed.isEmpty()
                && changed.isEmpty()
                && relationsGained.isEmpty()
                && relationsLost.isEmpty()
                && newFindings.isEmpty()
                && fixedFindings.isEmpty();
    }

    /**
     * What a reviewer should look at, sorted by place: the new findings; a warning for each entity that directly depends on something removed
     * ({@code plan-removed}) or renamed ({@code plan-renamed}); what depends on something deprecated ({@code plan-deprecated}) and changes of owners
     * ({@code plan-owner}) as information.
     */
    public List<Diagnostic> findings() {
        return PlanFindings.of(this);
    }

    /** 2 if a {@linkplain #findings() finding} is an error, 1 if one is a warning, else 0. */
    public int exitCode() {
        return findings().stream()
                .map(Diagnostic::severity)
                .max(Severity::compareTo)
                .map(Severity::ordinal)
                .orElse(0);
    }

    /** Added, but not by being renamed. */
    List<PlannedEntity> reallyAdded() {
        Map<EntityRef, EntityRename> to = index(EntityRename::to);
        return added.stream().filter(entity -> !to.containsKey(entity.ref())).toList();
    }

    /** Removed, but not by being renamed. */
    List<PlannedEntity> reallyRemoved() {
        Map<EntityRef, EntityRename> from = index(EntityRename::from);
        return removed.stream()
                .filter(entity -> !from.containsKey(entity.ref()))
                .toList();
    }

    private Map<EntityRef, EntityRename> index(Function<EntityRename, EntityRef> key) {
        return renamed.stream().collect(Collectors.toMap(key, Function.identity()));
    }

    /** {@code 2 added, 1 removed …}, without what there is none of. */
    String summary() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("added", reallyAdded().size());
        counts.put("removed", reallyRemoved().size());
        counts.put("renamed", renamed.size());
        counts.put("changed", changed.size());
        counts.put("relations gained", relationsGained.size());
        counts.put("relations lost", relationsLost.size());
        counts.put("new findings", newFindings.size());
        counts.put("findings fixed", fixedFindings.size());
        String text = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of(text).filter(said -> !said.isEmpty()).orElse("nothing changes");
    }
}
