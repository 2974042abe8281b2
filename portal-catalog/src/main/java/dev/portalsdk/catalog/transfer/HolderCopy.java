package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refs that somebody holds in the source because of what was visible when they were last given, and is not any more, or soon will not be: one that was
 * forgotten by hand and given again before that was seen, or of which an older version was shown since.
 *
 * <p>In the target the same has to happen: the holder is seen to hold it, all is given again, and only then is shown what the source shows.
 */
final class HolderCopy {
    private final StoreContents from;
    private final StoreContents to;
    private final CatalogStore target;
    private final WorkAnswers answers;

    HolderCopy(StoreContents from, CatalogStore target, WorkAnswers answers) {
        this.from = from;
        this.to = target.facts().contents();
        this.target = target;
        this.answers = answers;
    }

    /**
     * Of these entities, those that all who give them are told of, and that another holds than in the source.
     *
     * @return whether there were any
     */
    boolean copy(List<EntityRef> different) {
        boolean any = false;
        for (int done = 0; done < different.size(); done += Comparing.PAGE) {
            List<EntityRef> page = different.subList(done, Math.min(done + Comparing.PAGE, different.size()));
            Map<EntityRef, StoreContents.Known> copied = to.entities(page);
            for (StoreContents.Known known : from.entities(page).values()) {
                StoreContents.Known here = copied.get(known.ref());
                if (here != null && here.claims().size() == known.claims().size() && !Holders.agree(known, here)) {
                    any |= copy(known);
                }
            }
        }
        return any;
    }

    private boolean copy(StoreContents.Known known) {
        Optional<Entity> entity =
                known.accepted().map(Accepted::entity).or(() -> known.visible().map(StitchedEntity::entity));
        if (entity.isEmpty() || known.held().isEmpty()) {
            return false;
        }
        answers.tellAll = true;
        answers.own.put(known.ref(), shown(entity.get(), known.held().get().offered()));
        target.refresh(Refresh.leadingTo(known.ref()));
        answers.answerAll();
        answers.own.remove(known.ref());
        if (known.accepted().isEmpty()) {
            target.remove(known.ref());
        } else {
            target.refresh(Refresh.leadingTo(known.ref()));
        }
        known.claims().forEach(this::giveAgain);
        answers.answerAll();
        answers.tellAll = false;
        return true;
    }

    private static WorkAnswers.StandIn shown(Entity entity, ProvidedEntity offered) {
        LocationRef location = offered.location();
        return new WorkAnswers.StandIn(
                new Accepted(entity, location, location, List.of(), Emission.nothing(), List.of()),
                Optional.of(new StitchedEntity(
                        entity,
                        entity.toValue(),
                        List.of(),
                        List.of(),
                        new StitchedEntity.Provenance(location, location, false),
                        Optional.empty())));
    }

    /** What gives something is answered before what is visible: so what was forgotten is not seen to go. */
    private void giveAgain(EntityFacts.Claimed claimed) {
        if (claimed.source().isPresent()) {
            target.refresh(Refresh.of(List.of(claimed.source().get())));
        } else if (claimed.giver() instanceof Giver.Bucket bucket) {
            target.apply(bucket.provider(), Mutation.added(List.of(claimed.offered())), RemovalGuard.off());
        } else {
            target.refresh(Refresh.leadingTo(((Giver.Parent) claimed.giver()).ref()));
        }
    }
}
