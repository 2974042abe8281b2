package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who holds a ref that several give follows from what was visible when it was last given, and what is visible may be something else by now. */
final class HolderCopy {
    private final StoreContents from;
    private final StoreContents to;
    private final CatalogStore target;

    HolderCopy(StoreContents from, CatalogStore target) {
        this.from = from;
        this.to = target.facts().contents();
        this.target = target;
    }

    /** Makes these entities be held by whom the source says, as far as that gives them in the target. @return those that another held */
    Set<EntityRef> copy(List<EntityRef> different) {
        Set<EntityRef> held = new HashSet<>();
        for (int done = 0; done < different.size(); done += Comparing.PAGE) {
            List<EntityRef> page = different.subList(done, Math.min(done + Comparing.PAGE, different.size()));
            List<StoreIntake.Holder> holders = holders(page);
            if (!holders.isEmpty()) {
                target.intake().hold(holders);
                holders.forEach(holder -> held.add(holder.ref()));
            }
        }
        return held;
    }

    private List<StoreIntake.Holder> holders(List<EntityRef> page) {
        Map<EntityRef, StoreContents.Known> copied = to.entities(page);
        List<StoreIntake.Holder> others = new ArrayList<>();
        from.entities(page).forEach((ref, known) -> {
            StoreContents.Known here = copied.get(ref);
            holder(known)
                    .filter(there ->
                            here != null && isMade(there, here) && !holder(here).equals(Optional.of(there)))
                    .ifPresent(others::add);
        });
        return others;
    }

    private static boolean isMade(StoreIntake.Holder claim, StoreContents.Known known) {
        return known.claims().stream()
                .anyMatch(claimed -> claimed.live() && claim.equals(holder(known.ref(), claimed)));
    }

    private static Optional<StoreIntake.Holder> holder(StoreContents.Known known) {
        return known.held().map(held -> holder(known.ref(), held));
    }

    private static StoreIntake.Holder holder(EntityRef ref, EntityFacts.Claimed claimed) {
        ProvidedEntity offered = claimed.offered();
        return new StoreIntake.Holder(
                ref, offered.location(), offered.descriptor().documentIndex());
    }
}
