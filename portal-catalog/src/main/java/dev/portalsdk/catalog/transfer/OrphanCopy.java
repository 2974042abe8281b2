package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.util.List;
import java.util.Optional;

/** Orphans are what somebody gave and gives no longer: so somebody does, for as long as it takes, and is never seen. */
final class OrphanCopy {
    private static final LocationRef HERE = new LocationRef("provider", StoreTransfer.PROVIDER);
    private static final EntityDescriptor PARENT = EntityDescriptor.of(Value.Obj.builder()
            .put("apiVersion", "backstage.io/v1alpha1")
            .put("kind", "Location")
            .put("metadata", Value.Obj.of("name", "orphans", "namespace", StoreTransfer.PROVIDER))
            .put("spec", Value.Obj.of("targets", Value.Arr.of(List.of())))
            .build());

    private final CatalogStore target;
    private final WorkAnswers answers;
    private final Entity parent =
            EntityValidator.of(Kinds.standard()).validate(PARENT).orThrow();

    OrphanCopy(CatalogStore target, WorkAnswers answers) {
        this.target = target;
        this.answers = answers;
    }

    /** Makes orphans of these in the target. */
    void copy(List<Accepted> orphans) {
        emit(orphans.stream()
                .map(last ->
                        new ProvidedEntity(EntityDescriptor.of(last.entity().toValue()), last.location()))
                .toList());
        target.apply(StoreTransfer.PROVIDER, Mutation.added(List.of(parentGiven())), RemovalGuard.off());
        answers.answerAll();
        emit(List.of());
        target.refresh(Refresh.leadingTo(parent.ref()));
        answers.answerAll();
        clear();
        answers.answerAll();
    }

    private void emit(List<ProvidedEntity> children) {
        Accepted accepted = new Accepted(parent, HERE, HERE, List.of(), new Emission(children, List.of()), List.of());
        answers.own.put(parent.ref(), new WorkAnswers.StandIn(accepted, Optional.empty()));
    }

    private static ProvidedEntity parentGiven() {
        return new ProvidedEntity(PARENT, HERE);
    }

    /** What a transfer that died may have left. */
    void clear() {
        answers.own.remove(parent.ref());
        target.apply(StoreTransfer.PROVIDER, Mutation.removed(List.of(parent.ref())), RemovalGuard.off());
    }
}
