package dev.portalsdk.catalog.history;

import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.facts.ChangeHistories;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions to the past of a catalog. For any number of threads.
 *
 * <pre>{@code
 * catalog.history().of(ref, 10).forEach(change -> System.out.println(change.at() + " " + change.fields()));
 * catalog.at(Instant.now().minus(Duration.ofDays(7))).queries().count(EntityFilter.where("kind", "component"));
 * }</pre>
 */
public final class CatalogHistory {
    private static final int PAGE = 100;

    private final ChangeHistory kept;
    private final CatalogFacts facts;

    /** The history that a store keeps. */
    public CatalogHistory(ChangeHistory kept, CatalogFacts facts) {
        this.kept = kept;
        this.facts = facts;
    }

    /** From which version on the catalog can be shown; empty if no history is kept. */
    public Optional<ChangeHistory.Reach> reach() {
        return kept.reach();
    }

    /**
     * The catalog as it was after a change. It costs about what opening a catalog of that size costs, in time and memory.
     *
     * @param version of the change; 0 for before the first
     * @throws CatalogException if no history is kept, it does not reach back so far, or there is no such version yet
     */
    public PastCatalog at(long version) {
        return new PastCatalog(version, InMemoryIndex.of(kept.at(version)));
    }

    /**
     * The catalog as it was at a time, by the store's clock.
     *
     * @throws CatalogException if no history is kept, or it does not reach back so far
     */
    public PastCatalog at(Instant time) {
        return at(kept.versionAt(time));
    }

    /**
     * The latest changes of an entity, be it visible or not.
     *
     * @param limit at least 1
     * @return at most that many, the latest first; none if nothing of it has changed as long as the history reaches back, or none is kept
     */
    public List<EntityChange> of(EntityRef ref, int limit) {
        return of(ref, limit, Long.MAX_VALUE);
    }

    /** As {@link #of(EntityRef, int)}, those before a version. */
    public List<EntityChange> of(EntityRef ref, int limit, long before) {
        List<ChangeHistory.Past> changes = kept.of(ref, before, limit);
        Optional<EntityDescriptor> inUse = changes.isEmpty()
                ? Optional.empty()
                : facts.entity(ref).flatMap(EntityFacts::held).map(held -> held.offered()
                        .descriptor());
        List<EntityChange> told = new ArrayList<>();
        for (ChangeHistory.Past past : changes) {
            boolean isLatest = before == Long.MAX_VALUE && told.isEmpty();
            told.add(change(past, inUse.filter(descriptor -> isLatest)));
        }
        return List.copyOf(told);
    }

    private static EntityChange change(ChangeHistory.Past past, Optional<EntityDescriptor> written) {
        Change change = past.change();
        List<FieldChange> fields = Differences.between(past.before(), change.entity()).stream()
                .map(difference -> new FieldChange(
                        difference.pointer(),
                        difference.before(),
                        difference.after(),
                        written.flatMap(descriptor -> place(difference, descriptor))))
                .toList();
        return new EntityChange(
                change.version(), change.at(), change.type(), change.ref(), change.source(), past.provider(), fields);
    }

    /** Where it is written, unless that is no longer, or not yet, what the descriptor says. */
    private static Optional<SourceLocation> place(Differences.Difference difference, EntityDescriptor descriptor) {
        Optional<Value> says = descriptor.root().at(difference.pointer());
        boolean isWhole = difference.pointer().isEmpty() && difference.after().isPresent();
        return isWhole || (says.isPresent() && says.equals(difference.after()))
                ? descriptor.location(difference.pointer())
                : Optional.empty();
    }

    /**
     * What providers took away, to be undone or looked at.
     *
     * @param limit at least 1
     * @return at most that many, the latest first
     */
    public List<ChangeHistory.Removal> removals(int limit) {
        return kept.removals(Long.MAX_VALUE, limit);
    }

    /** As {@link #removals(int)}, those before one. */
    public List<ChangeHistory.Removal> removals(int limit, ChangeHistory.Removal before) {
        return kept.removals(before.id(), limit);
    }

    /**
     * What providers took away while the catalog went from one version to another, the latest first.
     *
     * @param from a version that was visible when the first of them was applied, or earlier
     * @param to the version that came of the last of them, or later; must not be before the first
     * @throws CatalogException if no history is kept, or it does not reach back so far
     */
    public List<ChangeHistory.Removal> removalsBetween(long from, long to) {
        if (from > to) {
            throw new IllegalArgumentException("A range of versions goes forward, not from " + from + " to " + to);
        }
        ChangeHistory.Reach reach = kept.reach().orElseThrow(ChangeHistories::notKept);
        ChangeHistories.check(reach, from, Long.MAX_VALUE);
        List<ChangeHistory.Removal> within = new ArrayList<>();
        List<ChangeHistory.Removal> page = kept.removals(Long.MAX_VALUE, PAGE);
        while (!page.isEmpty() && page.get(0).version() >= from) {
            page.stream()
                    .filter(removal -> removal.version() >= from && removal.version() < to)
                    .forEach(within::add);
            page = kept.removals(page.get(page.size() - 1).id(), PAGE);
        }
        return List.copyOf(within);
    }
}
